using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>One of the three things a director does in the week after going live. It exists once it has been done.</summary>
public sealed class WeekStep
{
    /// <summary>The number of steps; the last is a note of thanks.</summary>
    public const int Number = 3;

    /// <summary>The step that consists of thanking someone.</summary>
    public const int Thanks = 3;

    /// <summary>The maximum length of a note of thanks.</summary>
    public const int ThanksLength = 600;

    private WeekStep()
    {
    }

    public LaunchId Launch { get; private init; }

    /// <summary>From 1.</summary>
    public int Step { get; private init; }

    public PersonId By { get; private init; }
    public Instant At { get; private init; }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    public static WeekStep Do(Launch launch, int step, CurrentUser director, Instant now)
    {
        LaunchRules.WeekComesAfterLive.Ensure(launch.State == LaunchState.Live);
        LaunchRules.OnlyItsDirectorDoesTheWeek.Ensure(director.IsVerified && director.Directs.Contains(launch.Branch) && step is >= 1 and <= Number);
        return new WeekStep { Launch = launch.Id, Step = step, By = director.Id, At = now };
    }

    /// <summary>Checks that a note of thanks goes to a colleague in the branch and has a text.</summary>
    public static void MayThank(Launch launch, Person to, string words, CurrentUser director)
    {
        LaunchRules.ThanksGoToAColleague.Ensure(to.Active && to.Email is not null && to.Branch == launch.Branch && to.Id != director.Id);
        LaunchRules.ThanksSaySomething.Ensure(words.Trim().Length is >= 1 and <= ThanksLength, ThanksLength);
    }
}
