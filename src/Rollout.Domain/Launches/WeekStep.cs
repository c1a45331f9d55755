using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>One of the three things a director does in the week after going live, to lead by example. It is there once it is done.</summary>
public sealed class WeekStep
{
    /// <summary>How many there are; the last is a note of thanks.</summary>
    public const int Number = 3;

    /// <summary>The one that is done by thanking someone.</summary>
    public const int Thanks = 3;

    /// <summary>The most characters of a note of thanks.</summary>
    public const int ThanksLength = 600;

    private WeekStep()
    {
    }

    public LaunchId Launch { get; private init; }

    /// <summary>From 1.</summary>
    public int Step { get; private init; }

    public PersonId By { get; private init; }
    public Instant At { get; private init; }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule refuses.</exception>
    public static WeekStep Do(Launch launch, int step, CurrentUser director, Instant now)
    {
        LaunchRules.WeekComesAfterLive.Ensure(launch.State == LaunchState.Live);
        LaunchRules.OnlyItsDirectorDoesTheWeek.Ensure(director.IsVerified && director.Directs.Contains(launch.Branch) && step is >= 1 and <= Number);
        return new WeekStep { Launch = launch.Id, Step = step, By = director.Id, At = now };
    }

    /// <summary>Refuses a note of thanks to who is no colleague of the branch, or without words.</summary>
    public static void MayThank(Launch launch, Person to, string words, CurrentUser director)
    {
        LaunchRules.ThanksGoToAColleague.Ensure(to.Active && to.Email is not null && to.Branch == launch.Branch && to.Id != director.Id);
        LaunchRules.ThanksSaySomething.Ensure(words.Trim().Length is >= 1 and <= ThanksLength, ThanksLength);
    }
}
