using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// One person's way through one rule on one occasion, from its first message until the step is done or it is dropped. It keeps the version it began with. Unique by rule,
/// person and occasion, which is what makes a rule reach someone once.
/// </summary>
public sealed class NudgeRun
{
    private NudgeRun()
    {
    }

    public NudgeRunId Id { get; private init; }

    public NudgeRuleId Rule { get; private init; }

    /// <summary>The version of the rule that it follows to its end.</summary>
    public int RuleVersion { get; private init; }

    public PersonId Person { get; private init; }

    /// <summary>The branch they worked in when it began: chance holds back its share in each.</summary>
    public BranchId Branch { get; private init; }

    public string Occasion { get; private init; } = "";

    /// <summary>Whether chance keeps them from the messages. Decided before the first could be sent, and never changed.</summary>
    public bool HeldOut { get; private init; }

    /// <summary>The randomly assigned half, where the rule compares two things; null for people held out, and for people for whom both halves are the same.</summary>
    public NudgeHalf? Half { get; private init; }

    public Instant StartedAt { get; private init; }

    /// <summary>How many messages were planned.</summary>
    public int Tries { get; private set; }

    /// <summary>When it is looked at again; null for someone who is held out.</summary>
    public Instant? NextAt { get; private set; }

    public Instant? EndedAt { get; private set; }

    public NudgeRunEnd? End { get; private set; }

    /// <summary>Whether the step was done by the end of the window after <see cref="StartedAt"/>; null until that is over.</summary>
    public bool? DidStep { get; private set; }

    /// <summary>When <see cref="DidStep"/> was found out.</summary>
    public Instant? JudgedAt { get; private set; }

    public static NudgeRun Start(NudgeRuleId rule, int version, PersonId person, BranchId branch, string occasion, bool heldOut, int daysBetween, Instant now, NudgeHalf? half = null) => new()
    {
        Id = NudgeRunId.New(),
        Rule = rule,
        RuleVersion = version,
        Person = person,
        Branch = branch,
        Occasion = occasion,
        HeldOut = heldOut,
        Half = half,
        StartedAt = now,
        Tries = heldOut ? 0 : 1,
        NextAt = heldOut ? null : now + Duration.FromDays(daysBetween),
    };

    /// <summary>Another message is planned.</summary>
    public void TryAgain(int daysBetween, Instant now) => (Tries, NextAt) = (Tries + 1, now + Duration.FromDays(daysBetween));

    public void Finish(NudgeRunEnd end, Instant now) => (End, EndedAt, NextAt) = (end, now, null);

    /// <summary>What the rule calls this occasion, on the rollout's calendar.</summary>
    public static string OccasionOf(NudgeOccasion occasion, LocalDate today) => occasion switch
    {
        NudgeOccasion.EachMonth => FormattableString.Invariant($"{today.Year}-{today.Month:00}"),
        NudgeOccasion.EachQuarter => FormattableString.Invariant($"{today.Year}-q{((today.Month - 1) / 3) + 1}"),
        _ => "once",
    };
}

/// <summary>How a run ended.</summary>
public enum NudgeRunEnd
{
    Done,

    /// <summary>The rule is no longer for them.</summary>
    Lost,

    /// <summary>The last try brought nothing.</summary>
    Dropped,
    HandedOver,
}

public readonly record struct NudgeRunId(Guid Value)
{
    public static NudgeRunId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>Someone wants no message of one rule any more, or of any for a while.</summary>
/// <param name="About">The message type of the rule; <see cref="All"/> for every nudge.</param>
/// <param name="Until">Null for good.</param>
public sealed record NudgeOptOut(PersonId Person, string About, Instant At, Instant? Until = null)
{
    public const string All = "";
}

/// <summary>No nudge leaves for people of this branch until the lead lets them go on.</summary>
public sealed record NudgeBranchPause(BranchId Branch, PersonId By, Instant At);

/// <summary>What someone answered to a question of a nudge, in their own words.</summary>
/// <param name="Run">The run whose message asked.</param>
/// <param name="ReadBy">Who was sent it to read.</param>
public sealed record NudgeAnswer(NudgeRunId Run, PersonId Person, string Text, Instant At, PersonId ReadBy)
{
    public const int TextLength = 1000;
}
