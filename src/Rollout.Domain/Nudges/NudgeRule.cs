using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>
/// A rule of the list: one the lead wrote, one that is shipped, or one of the fixed ones (<see cref="IsFixed"/>), whose facts and words are in code. All stand in one
/// order of priority and can be switched and paused.
/// </summary>
public sealed class NudgeRule
{
    public const int CodeLength = 40;
    public const int NameLength = 60;

    /// <summary>What the message types of rules begin with that are not fixed.</summary>
    public const string AboutPrefix = "rule-";

    private readonly List<NudgeRuleVersion> _versions = [];
    private readonly List<NudgeRuleEvent> _events = [];

    private NudgeRule()
    {
    }

    public NudgeRuleId Id { get; private init; }

    /// <summary>Unique. Part of the message type of its mails and of the address of its page.</summary>
    public string Code { get; private init; } = "";

    /// <summary>As the lead calls it; empty for what is shipped, whose name is under <c>nudge.{code}.name</c>.</summary>
    public string Name { get; private set; } = "";

    public bool IsFixed { get; private init; }

    /// <summary>The type of its messages, by which they are found in the outbox.</summary>
    public string About => IsFixed ? Code : AboutPrefix + Code;

    /// <summary>Whether it sends, or goes on sending after a pause.</summary>
    public bool IsInUse => State is NudgeRuleState.On or NudgeRuleState.Paused;

    /// <summary>The lowest goes first when someone's contact budget does not allow more.</summary>
    public int Priority { get; private set; }

    public NudgeRuleState State { get; private set; }

    /// <summary>The number of the version that new messages follow; 0 for a fixed rule.</summary>
    public int Current { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<NudgeRuleVersion> Versions => _versions;

    public IReadOnlyList<NudgeRuleEvent> Events => _events;

    /// <summary>What new messages follow.</summary>
    /// <exception cref="InvalidOperationException">It is a fixed rule, or its versions were not loaded.</exception>
    public NudgeRuleContent Content => _versions.Single(v => v.Number == Current).Content;

    public static NudgeRule Fixed(string code, int priority) => new() { Id = NudgeRuleId.New(), Code = code, IsFixed = true, Priority = priority, State = NudgeRuleState.On };

    /// <summary>A rule that is not on yet: the lead first sees who it reaches.</summary>
    /// <param name="by">Null for what is shipped.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="NudgeRuleRules"/> rule is broken.</exception>
    public static NudgeRule Write(string code, string name, int priority, NudgeRuleContent content, IReadOnlyCollection<string> languages, PersonId? by, Instant now)
    {
        var rule = new NudgeRule { Id = NudgeRuleId.New(), Code = code, Priority = priority, State = NudgeRuleState.Off };
        rule.Add(name, content, languages, by is null, by, now);
        rule.Note(NudgeRuleAct.Written, by, now);
        return rule;
    }

    /// <summary>Starts a new version. What runs already ends as it began.</summary>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="NudgeRuleRules"/> rule is broken.</exception>
    public void Change(string name, NudgeRuleContent content, IReadOnlyCollection<string> languages, PersonId by, Instant now)
    {
        Add(name, content, languages, Name.Length == 0 && name.Length == 0, by, now);
        Note(NudgeRuleAct.Changed, by, now);
    }

    public void Switch(NudgeRuleState to, PersonId? by, Instant now)
    {
        NudgeRuleRules.RetiredForGood.Ensure(State != NudgeRuleState.Retired);
        NudgeRuleRules.FixedStays.Ensure(!(IsFixed && to == NudgeRuleState.Retired));
        if (State != to)
        {
            State = to;
            Note(to switch { NudgeRuleState.On => NudgeRuleAct.SwitchedOn, NudgeRuleState.Paused => NudgeRuleAct.Paused, NudgeRuleState.Retired => NudgeRuleAct.Retired, _ => NudgeRuleAct.SwitchedOff }, by, now);
        }
    }

    public void Rank(int priority) => Priority = priority;

    private void Add(string name, NudgeRuleContent content, IReadOnlyCollection<string> languages, bool isShipped, PersonId? by, Instant now)
    {
        NudgeRuleRules.Check(name.Trim(), content, languages, isShipped);
        Name = name.Trim();
        Current = _versions.Count + 1;
        _versions.Add(new NudgeRuleVersion(Id, Current, content, now, by));
    }

    private void Note(NudgeRuleAct act, PersonId? by, Instant now) => _events.Add(new NudgeRuleEvent(Id, _events.Count + 1, act, Current, by, now));
}

/// <summary>Whether a rule sends.</summary>
public enum NudgeRuleState
{
    Off,
    On,

    /// <summary>Nothing leaves until it goes on, and what loses its point meanwhile is dropped.</summary>
    Paused,

    /// <summary>Off for good; what it did stays to be read.</summary>
    Retired,
}

/// <summary>A rule as it was from one moment on. Never changes.</summary>
/// <param name="By">Null for what was shipped.</param>
public sealed record NudgeRuleVersion(NudgeRuleId Rule, int Number, NudgeRuleContent Content, Instant From, PersonId? By);

/// <summary>What was done with a rule.</summary>
public enum NudgeRuleAct
{
    Written,
    Changed,
    SwitchedOn,
    SwitchedOff,
    Paused,
    Retired,
}

/// <summary>Who did what with a rule.</summary>
/// <param name="Of">The version it was done with.</param>
public sealed record NudgeRuleEvent(NudgeRuleId Rule, int Number, NudgeRuleAct Act, int Of, PersonId? By, Instant At);

public readonly record struct NudgeRuleId(Guid Value)
{
    public static NudgeRuleId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
