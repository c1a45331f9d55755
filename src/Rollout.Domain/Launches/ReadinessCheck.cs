using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>A condition of a launch that a named owner answers for: what, by when, done or not, and since when.</summary>
public sealed class ReadinessCheck
{
    /// <summary>The most characters of what a check says.</summary>
    public const int TextLength = 200;

    private ReadinessCheck()
    {
    }

    public ReadinessCheckId Id { get; private init; }
    public LaunchId Launch { get; private init; }

    /// <summary>The place in the checklist, from 1.</summary>
    public int Position { get; private init; }

    /// <summary>One line: "Kick-off room booked".</summary>
    public string Text { get; private init; } = "";

    public CheckWeight Weight { get; private init; }

    /// <summary>What Rollout looks at itself; null when its owner answers.</summary>
    public Measure? Measure { get; private init; }

    /// <summary>What the measure must reach: a percentage, or colleagues an ambassador. 0 where it is a yes or no.</summary>
    public int Target { get; private init; }

    /// <summary>What Rollout saw last, of how many; null when it did not look yet, or its owner answers.</summary>
    public int? SeenPart { get; private set; }

    public int? SeenWhole { get; private set; }

    /// <summary>What shows that it is so, when its owner answered.</summary>
    public string? EvidenceText { get; private set; }

    public string? EvidenceLink { get; private set; }

    /// <summary>The name of the file that was given as evidence; its bytes are an <see cref="EvidenceFile"/>.</summary>
    public string? EvidenceFileName { get; private set; }

    /// <summary>Who answers for it; null is the branch's director, whoever that is.</summary>
    public PersonId? Owner { get; private init; }

    /// <summary>The last day, on the lead's calendar.</summary>
    public LocalDate Due { get; private set; }

    /// <summary>True when the director made it a condition of their go.</summary>
    public bool IsCondition { get; private init; }

    public Instant? DoneAt { get; private set; }
    public PersonId? DoneBy { get; private set; }

    /// <summary>How often it was done and then was not any more.</summary>
    public int TimesFallenBack { get; private set; }

    /// <summary>Why it fell back last.</summary>
    public string? FellBackBecause { get; private set; }

    public Instant? FellBackAt { get; private set; }
    public PersonId? FellBackBy { get; private set; }

    public bool Done => DoneAt is not null;

    /// <summary>What it is about: its own words, or the measure.</summary>
    public CheckSubject Subject => new(Text, Measure, Target);

    /// <summary>Due and not done on <paramref name="today"/>.</summary>
    public bool IsOverdue(LocalDate today) => !Done && Due < today;

    internal static ReadinessCheck From(LaunchId launch, PlannedCheck planned, LocalDate due, int position)
    {
        var text = OneLine(planned.Text);
        LaunchRules.CheckNeedsWords.Ensure(planned.Measure is not null || text.Length is >= 1 and <= TextLength);
        LaunchRules.TargetIsPlausible.Ensure(planned.Measure is not { } measure || measure.Allows(planned.Target));
        LaunchRules.CheckIsDueInTime.Ensure(planned.DaysBefore is >= 0 and <= 365);
        return new ReadinessCheck
        {
            Id = ReadinessCheckId.New(),
            Launch = launch,
            Position = position,
            Text = planned.Measure is null ? text : "",
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

    /// <summary>Whether what is seen now is something else than what was seen last.</summary>
    internal bool Differs(Reading reading) => SeenPart != reading.Part || SeenWhole != reading.Whole;

    // What Rollout sees itself is nobody's word: there is no one who did it, and the figures say why.
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

    // A condition's day was named by the director; the rest of the checklist counts back from the moment.
    // What was not late does not become so by a moment that comes closer.
    internal void ShiftDue(int days, LocalDate today)
    {
        if (!IsCondition)
        {
            Due = Due < today ? Due.PlusDays(days) : LocalDate.Max(Due.PlusDays(days), today);
        }
    }

    internal static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}

/// <summary>A line of the checklist that each branch of a wave gets.</summary>
/// <param name="Text">One line: "Kick-off room booked".</param>
/// <param name="Weight">Whether a plain go needs it.</param>
/// <param name="DaysBefore">Due so many days before the day of the moment.</param>
/// <param name="Owner">Who answers for it; null is each branch's own director.</param>
/// <param name="Measure">What Rollout looks at itself; null when the owner answers.</param>
/// <param name="Target">What the measure must reach.</param>
public sealed record PlannedCheck(string Text, CheckWeight Weight, int DaysBefore, PersonId? Owner = null, Measure? Measure = null, int Target = 0)
{
    /// <summary>The line that a check came from, for another branch or another wave.</summary>
    public static PlannedCheck From(ReadinessCheck check, Wave wave, bool withOwner = true) => new(
        check.Text, check.Weight, Math.Max(0, Period.DaysBetween(check.Due, wave.Day)), withOwner ? check.Owner : null, check.Measure, check.Target);
}

/// <summary>How much a check weighs.</summary>
public enum CheckWeight
{
    /// <summary>Without it there is no plain go.</summary>
    Must,

    /// <summary>Better with it.</summary>
    Should,
}

public readonly record struct ReadinessCheckId(Guid Value)
{
    public static ReadinessCheckId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
