using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>A condition of a launch that an owner answers for: what, by when, and whether it is done.</summary>
public sealed class ReadinessCheck
{
    /// <summary>The maximum length of the text.</summary>
    public const int TextLength = 200;

    private ReadinessCheck()
    {
    }

    public ReadinessCheckId Id { get; private init; }
    public LaunchId Launch { get; private init; }

    /// <summary>The position in the checklist, from 1.</summary>
    public int Position { get; private init; }

    /// <summary>One line: "Kick-off room booked".</summary>
    public string Text { get; private init; } = "";

    public CheckWeight Weight { get; private init; }

    /// <summary>What Rollout measures; null when the owner answers.</summary>
    public Measure? Measure { get; private init; }

    /// <summary>The target of the measure: a percentage, or colleagues per ambassador. 0 for yes-or-no measures.</summary>
    public int Target { get; private init; }

    /// <summary>The last reading and its whole; null when there was none yet, or the owner answers.</summary>
    public int? SeenPart { get; private set; }

    public int? SeenWhole { get; private set; }

    /// <summary>The evidence given by the owner.</summary>
    public string? EvidenceText { get; private set; }

    public string? EvidenceLink { get; private set; }

    /// <summary>The name of the evidence file; its bytes are an <see cref="EvidenceFile"/>.</summary>
    public string? EvidenceFileName { get; private set; }

    /// <summary>The owner; null for the director of the branch.</summary>
    public PersonId? Owner { get; private init; }

    /// <summary>The last day on which it is in time, on the lead's calendar.</summary>
    public LocalDate Due { get; private set; }

    /// <summary>True when the director made it a condition of their go.</summary>
    public bool IsCondition { get; private init; }

    public Instant? DoneAt { get; private set; }
    public PersonId? DoneBy { get; private set; }

    /// <summary>How often it was reopened after being done.</summary>
    public int TimesFallenBack { get; private set; }

    /// <summary>Why it was last reopened.</summary>
    public string? FellBackBecause { get; private set; }

    public Instant? FellBackAt { get; private set; }
    public PersonId? FellBackBy { get; private set; }

    public bool Done => DoneAt is not null;

    /// <summary>What it is about: its text, or the measure.</summary>
    public CheckSubject Subject => new(Text, Measure, Target);

    /// <summary>Whether it is not done and its due date is before <paramref name="today"/>.</summary>
    public bool IsOverdue(LocalDate today) => !Done && Due < today;

    internal static ReadinessCheck From(LaunchId launch, PlannedCheck planned, LocalDate due, int position)
    {
        planned.Validate();
        return new ReadinessCheck
        {
            Id = ReadinessCheckId.New(),
            Launch = launch,
            Position = position,
            Text = planned.Measure is null ? OneLine(planned.Text) : "",
            Measure = planned.Measure,
            Target = planned.Target,
            Weight = planned.Weight,
            Owner = planned.Owner,
            Due = due,
        };
    }

    internal static ReadinessCheck Condition(LaunchId launch, VerdictGiven.GoOnCondition condition, int position) => new()
    {
        Id = ReadinessCheckId.New(),
        Launch = launch,
        Position = position,
        Text = OneLine(condition.Text),
        Weight = CheckWeight.Must,
        Owner = condition.Owner,
        Due = condition.Due,
        IsCondition = true,
    };

    internal void Tick(Evidence evidence, PersonId by, Instant now)
    {
        LaunchRules.IsAnsweredByPeople.Ensure(Measure is null);
        LaunchRules.MustCheckNeedsEvidence.Ensure(Weight == CheckWeight.Should || !evidence.IsEmpty);
        evidence.Validate();
        if (!Done)
        {
            (DoneAt, DoneBy) = (now, by);
        }

        (EvidenceText, EvidenceLink) = (evidence.Sentence ?? EvidenceText, evidence.Address ?? EvidenceLink);
        EvidenceFileName = evidence.FileName ?? EvidenceFileName;
    }

    /// <summary>Whether the reading differs from the last one recorded.</summary>
    internal bool Differs(Reading reading) => SeenPart != reading.Part || SeenWhole != reading.Whole;

    // A reading has no author: nobody marked it as done, and the figures give the reason.
    internal void RecordReading(Reading reading, Instant now)
    {
        (SeenPart, SeenWhole) = (reading.Part, reading.Whole);
        var met = Measure!.Value.IsMet(reading, Target);
        if (met && !Done)
        {
            DoneAt = now;
        }
        else if (!met && Done)
        {
            DoneAt = null;
            FellBackAt = now;
            TimesFallenBack++;
        }
    }

    internal void FallBack(string why, PersonId by, Instant now)
    {
        LaunchRules.CheckWasDone.Ensure(Done);
        LaunchRules.FallBackSaysWhy.Ensure(why.Trim().Length is >= 1 and <= Wave.ReasonLength);
        LaunchRules.IsAnsweredByPeople.Ensure(Measure is null);
        (DoneAt, DoneBy) = (null, null);
        (EvidenceText, EvidenceLink, EvidenceFileName) = (null, null, null);
        (FellBackBecause, FellBackBy, FellBackAt) = (why.Trim(), by, now);
        TimesFallenBack++;
    }

    // The director chose the due date of a condition; all other dates are relative to the moment. A check that was not overdue does not become so because the
    // moment moves closer.
    internal void ShiftDue(int days, LocalDate today)
    {
        if (!IsCondition)
        {
            Due = Due < today ? Due.PlusDays(days) : LocalDate.Max(Due.PlusDays(days), today);
        }
    }

    internal static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>A line of the checklist that every branch of a wave gets.</summary>
/// <param name="Text">One line: "Kick-off room booked".</param>
/// <param name="Weight">Whether an unconditional go requires it.</param>
/// <param name="DaysBefore">Due this many days before the day of the moment.</param>
/// <param name="Owner">The owner; null for each branch's own director.</param>
/// <param name="Measure">What Rollout measures; null when the owner answers.</param>
/// <param name="Target">The target of the measure.</param>
public sealed record PlannedCheck(string Text, CheckWeight Weight, int DaysBefore, PersonId? Owner = null, Measure? Measure = null, int Target = 0)
{
    /// <summary>The template line for a check, to reuse in another branch or wave.</summary>
    public static PlannedCheck From(ReadinessCheck check, Wave wave, bool withOwner = true) => new(
        check.Text, check.Weight, Math.Max(0, Period.DaysBetween(check.Due, wave.Day)), withOwner ? check.Owner : null, check.Measure, check.Target);

    internal void Validate() => RuleSet.EnsureAll(
        () => LaunchRules.CheckNeedsWords.Ensure(Measure is not null || ReadinessCheck.OneLine(Text).Length is >= 1 and <= ReadinessCheck.TextLength),
        () => LaunchRules.TargetIsPlausible.Ensure(Measure is not { } measure || measure.Allows(Target)),
        () => LaunchRules.CheckIsDueInTime.Ensure(DaysBefore is >= 0 and <= 365));
}

/// <summary>How important a check is.</summary>
public enum CheckWeight
{
    /// <summary>Required for an unconditional go.</summary>
    Must,

    /// <summary>Recommended.</summary>
    Should,
}

public readonly record struct ReadinessCheckId(Guid Value)
{
    public static ReadinessCheckId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
