using Rollout.Domain.Branches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>What kind of message a rule sends, so that kinds can be compared.</summary>
public enum NudgeKind
{
    /// <summary>Asks for a step.</summary>
    Nudge,

    /// <summary>Asks a question that someone answers in their own words.</summary>
    Ask,
    Tell,
    Thank,
    ShowRising,
    OfferSession,
    IntroduceAmbassador,
}

/// <summary>The one step a rule asks for. It decides the button of the mail, and when the rule's point is reached.</summary>
public enum NudgeStep
{
    /// <summary>Asks for no step: the message is all.</summary>
    Nothing,
    Visit,
    ComeBack,
    CompleteProfile,
    React,
    Post,
    ComeToSession,
    InviteColleague,
    Answer,
}

/// <summary>How often a rule begins again for the same person, as long as it is for them.</summary>
public enum NudgeOccasion
{
    Once,
    EachQuarter,
    EachMonth,
}

/// <summary>What happens after the last try.</summary>
public enum AfterLastTry
{
    Dropped,

    /// <summary>The ambassador who invited them is asked to have a word.</summary>
    HandedToAmbassador,
}

/// <summary>What a message says in one language: plain text with <see cref="NudgeFields"/>; an empty line begins a paragraph.</summary>
public sealed record NudgeWording(string Subject, string Body)
{
    public IReadOnlyList<string> Paragraphs => [.. Body.Replace("\r", "", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public int Words => Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}

/// <summary>Who a rule is for. An empty list, or a null week, excludes nobody.</summary>
public sealed record NudgeAudience
{
    public IReadOnlyList<BranchId> Branches { get; init; } = [];

    public IReadOnlyList<WorkType> WorkTypes { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>As typed; matched by <see cref="Person.DepartmentKeyOf"/>.</summary>
    public IReadOnlyList<string> Departments { get; init; } = [];

    /// <summary>Whole weeks since their branch went live, from 0. People in a branch that is not live are left out.</summary>
    public int? FromWeek { get; init; }

    public int? UntilWeek { get; init; }

    public IReadOnlyList<NudgeFact> Have { get; init; } = [];

    public IReadOnlyList<NudgeFact> HaveNot { get; init; } = [];
}

/// <summary>One version of a rule: who, what it asks for, what it says, when, and until when.</summary>
public sealed record NudgeRuleContent
{
    public const int MostTries = 3;
    public const int MostWords = 60;
    public const int SubjectLength = 100;

    /// <summary>How long after a run began it is looked whether the step was done: two weeks, and one for the report that says so.</summary>
    public const int WindowDays = 21;

    /// <summary>The shares that can be held back: one of so many, so that each branch has its share.</summary>
    public static readonly IReadOnlyList<int> Holdouts = [0, 5, 10, 20, 50];

    public NudgeKind Kind { get; init; }

    public NudgeAudience Audience { get; init; } = new();

    public NudgeStep Step { get; init; }

    /// <summary>By language: en, nl, fr.</summary>
    public IReadOnlyDictionary<string, NudgeWording> Texts { get; init; } = new Dictionary<string, NudgeWording>();

    /// <summary>What half of the people get otherwise, by chance; null where nothing is compared.</summary>
    public NudgeVariant? Second { get; init; }

    /// <summary>In order of preference: each person is written to by the first that reaches them.</summary>
    public IReadOnlyList<MessageChannel> Channels { get; init; } = [MessageChannel.Mail];

    /// <summary>The hour of the day, where they work, at which a message leaves; null for as soon as their day begins.</summary>
    public int? Hour { get; init; }

    public NudgeOccasion Occasion { get; init; }

    /// <summary>The fewest days between two messages of this rule to the same person.</summary>
    public int DaysBetween { get; init; } = 14;

    public int Tries { get; init; } = 1;

    public AfterLastTry After { get; init; }

    /// <summary>The percentage held back by chance, so that the effect can be measured.</summary>
    public int Holdout { get; init; }

    /// <summary>All channels it may leave by.</summary>
    public IEnumerable<MessageChannel> AllChannels => Channels.Concat(Second?.Channels ?? []).Distinct();

    /// <summary>All it may say.</summary>
    public IEnumerable<NudgeWording> AllTexts => Texts.Values.Concat(Second?.Texts.Values ?? []);

    public IReadOnlyDictionary<string, NudgeWording> TextsOf(NudgeHalf? half) => half == NudgeHalf.Second && Second is { Texts: { Count: > 0 } texts } ? texts : Texts;

    public int? HourOf(NudgeHalf? half) => half == NudgeHalf.Second ? Second?.Hour ?? Hour : Hour;

    /// <summary>The fact that shows that the step is done; null where no step is asked for.</summary>
    public static NudgeFact? DoneBy(NudgeStep step) => step switch
    {
        NudgeStep.Visit => NudgeFact.Visited,
        NudgeStep.ComeBack => NudgeFact.VisitedLately,
        NudgeStep.CompleteProfile => NudgeFact.ProfileComplete,
        NudgeStep.React => NudgeFact.Reacted,
        NudgeStep.Post => NudgeFact.Posted,
        NudgeStep.ComeToSession => NudgeFact.CameToSession,
        NudgeStep.InviteColleague => NudgeFact.InvitedLately,
        NudgeStep.Answer => NudgeFact.Answered,
        _ => null,
    };

    /// <summary>All facts it looks at, the step's own included.</summary>
    public IEnumerable<NudgeFact> Facts => Wanted.Concat(WantedNot).Distinct();

    /// <summary>Whether it looks at what someone does on the platform.</summary>
    public bool UsesActivity => Facts.Any(fact => fact.IsActivity());

    /// <summary>Whether a number of people is hidden: of so few it would reveal what one of them does on the platform.</summary>
    public bool Conceals(int people) => UsesActivity && people is > 0 and < GroupPrivacy.SmallestGroup;

    /// <summary>What must hold: what the lead chose, and that the step can be done.</summary>
    public IEnumerable<NudgeFact> Wanted => Step == NudgeStep.ComeToSession ? Audience.Have.Append(NudgeFact.SessionNear).Distinct() : Audience.Have;

    /// <summary>What must not hold: what the lead chose, and that the step is done already.</summary>
    public IEnumerable<NudgeFact> WantedNot
    {
        get
        {
            var step = DoneBy(Step);
            IEnumerable<NudgeFact> implied = step is { } done ? [done] : [];
            return Audience.HaveNot.Concat(implied).Concat(IsOnPlatform ? [NudgeFact.AccountClosed] : []);
        }
    }

    private bool IsOnPlatform => Step is NudgeStep.Visit or NudgeStep.ComeBack or NudgeStep.CompleteProfile or NudgeStep.React or NudgeStep.Post;
}
