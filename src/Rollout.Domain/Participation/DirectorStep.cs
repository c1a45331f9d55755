using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Participation;

/// <summary>What a director can do in a week to have the platform used.</summary>
public enum DirectorStepKind
{
    /// <summary>Report what became of the promise made at the kick-off.</summary>
    KickOffPromise,

    /// <summary>Go to the team that has most to gain.</summary>
    QuietTeam,

    /// <summary>See to it that questions to ambassadors are answered.</summary>
    OpenQuestions,

    /// <summary>Ask in the branch's meeting what stands in the way: it falls behind.</summary>
    AskWhatIsInTheWay,

    /// <summary>Write something themselves.</summary>
    WriteYourself,

    /// <summary>React to what colleagues wrote.</summary>
    ReactToColleagues,

    /// <summary>Give those who were never there five minutes.</summary>
    GiveFiveMinutes,
}

/// <summary>One of the three things a director does this week, chosen on Monday from what the branch showed then.</summary>
public sealed class DirectorStep
{
    /// <summary>How many there are each week.</summary>
    public const int InAWeek = 3;

    /// <summary>The number of weeks after the kick-off in which its promise is a step.</summary>
    public const int WeeksOfPromise = 8;

    // A team with less distance than this to its branch is not the quiet one.
    private const int QuietPoints = 5;

    private DirectorStep()
    {
    }

    public BranchId Branch { get; private init; }

    /// <summary>The first day of the week.</summary>
    public LocalDate Monday { get; private init; }

    public DirectorStepKind Kind { get; private init; }

    /// <summary>By what the team is grouped; only for <see cref="DirectorStepKind.QuietTeam"/>.</summary>
    public GroupKind? Group { get; private init; }

    /// <summary>The team, or what was promised.</summary>
    public string About { get; private init; } = "";

    /// <summary>What it was about on that Monday: a number of questions, else a share in per cent as it was shown; null when nothing was known.</summary>
    public int? Before { get; private init; }

    public Instant? DoneAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>Chooses the steps of a week.</summary>
    /// <param name="branch">What its participation shows.</param>
    public static IReadOnlyList<DirectorStep> Choose(BranchId branch, LocalDate monday, BranchSigns signs)
    {
        DirectorStep Step(DirectorStepKind kind, int? before, string about = "", GroupKind? group = null) =>
            new() { Branch = branch, Monday = monday, Kind = kind, Before = before, About = about, Group = group };
        var all = new List<DirectorStep>();
        if (signs.Promise is { Length: > 0 } promise && signs.WeeksLive < WeeksOfPromise)
        {
            all.Add(Step(DirectorStepKind.KickOffPromise, signs.Active, promise));
        }

        if (signs.Quietest is { } team && team.Percent <= signs.Active - QuietPoints)
        {
            all.Add(Step(DirectorStepKind.QuietTeam, team.Percent, team.Value, team.Kind));
        }

        if (signs.OpenQuestions > 0)
        {
            all.Add(Step(DirectorStepKind.OpenQuestions, signs.OpenQuestions));
        }

        if (signs.FallsBehind)
        {
            all.Add(Step(DirectorStepKind.AskWhatIsInTheWay, signs.Active));
        }

        // Of what always helps another comes first each week, so that a quiet branch does not read the same three for months.
        DirectorStepKind[] always = [DirectorStepKind.WriteYourself, DirectorStepKind.ReactToColleagues, DirectorStepKind.GiveFiveMinutes];
        var turn = Math.Abs(Period.DaysBetween(new LocalDate(2024, 1, 1), monday) / 7);
        all.AddRange(Enumerable.Range(0, always.Length).Select(i => Step(always[(turn + i) % always.Length], signs.Active)));
        return [.. all.Take(InAWeek)];
    }

    /// <summary>Ticks it, or takes the tick away.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public void Tick(bool done, CurrentUser director, Instant now)
    {
        ParticipationRules.OnlyItsDirectorTicks.Ensure(director.IsVerified && director.Directs.Contains(Branch));
        DoneAt = done ? DoneAt ?? now : null;
    }
}

/// <summary>What a branch shows on a Monday.</summary>
/// <param name="WeeksLive">Whole weeks since it went live.</param>
/// <param name="Active">The share that is active in per cent, as it may be shown; null when nothing is known.</param>
/// <param name="Promise">What the director promised at the kick-off.</param>
/// <param name="OpenQuestions">Questions to ambassadors of the branch without an answer.</param>
/// <param name="Quietest">The group that may be shown with the lowest share.</param>
public sealed record BranchSigns(int WeeksLive, int? Active, bool FallsBehind, string? Promise, int OpenQuestions, QuietGroup? Quietest);

/// <summary>A group of twenty or more and the middle of the band of its share in per cent, as it may be shown.</summary>
public sealed record QuietGroup(GroupKind Kind, string Value, int Percent);
