using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>What the planner knows of one person.</summary>
/// <param name="Language">In which they are written to.</param>
/// <param name="Reached">A bit for each rule that may not begin for them now: it did on this occasion, or lately, or they stopped it.</param>
/// <param name="HasRoom">Whether their contact budget allows a message now.</param>
/// <param name="Channels">A bit for each channel that reaches them.</param>
public sealed record NudgePerson(PersonId Id, BranchId Branch, WorkType WorkType, string? Language, string DepartmentKey, FactSet Facts, long Reached, bool HasRoom, long Channels)
{
    /// <summary>Whether they took the step of none of the last rules that asked them for one.</summary>
    public bool IsSilent { get; init; }
}

/// <summary>What the planner knows of a branch.</summary>
/// <param name="IsOpen">Whether people work there now, and it is not paused.</param>
/// <param name="WeeksLive">Whole weeks since it went live; null while it is not.</param>
public sealed record NudgeBranch(bool IsOpen, int? WeeksLive);

/// <summary>That a rule begins for someone.</summary>
public sealed record NudgeStart(NudgeMatcher Rule, NudgePerson Person);

/// <summary>
/// Decides who rules begin for. The planning job, the foresight and the check before sending all use it. Each person gets at most one message: of the first rule, in the
/// order of priority, that is for them.
/// </summary>
public static class NudgePlanner
{
    /// <param name="rules">In the order of priority.</param>
    public static List<NudgeStart> Plan(IReadOnlyList<NudgeMatcher> rules, IEnumerable<NudgePerson> people, IReadOnlyDictionary<BranchId, NudgeBranch> branches)
    {
        var starts = new List<NudgeStart>();
        foreach (var person in people)
        {
            if (person.HasRoom && branches.TryGetValue(person.Branch, out var branch) && branch.IsOpen && First(rules, person, person.Reached, branch.WeeksLive) is { } rule)
            {
                starts.Add(new NudgeStart(rule, person));
            }
        }

        return starts;
    }

    /// <summary>The first rule that begins for someone the rules of <paramref name="reached"/> have already reached.</summary>
    public static NudgeMatcher? First(IReadOnlyList<NudgeMatcher> rules, NudgePerson person, long reached, int? weeksLive)
    {
        var open = Matching(rules, person, weeksLive) & ~reached;
        for (var i = 0; open != 0 && i < rules.Count; i++)
        {
            if ((open & rules[i].Bit) != 0)
            {
                return rules[i];
            }
        }

        return null;
    }

    /// <summary>The bits of the rules that are for someone, whatever they did before.</summary>
    public static long Matching(IReadOnlyList<NudgeMatcher> rules, NudgePerson person, int? weeksLive)
    {
        var bits = 0L;
        for (var i = 0; i < rules.Count; i++)
        {
            bits |= rules[i].IsFor(person, weeksLive) ? rules[i].Bit : 0;
        }

        return bits;
    }
}

/// <summary>A version of a rule, made ready to be asked of many people.</summary>
public sealed class NudgeMatcher
{
    private readonly NudgeAudience _who;
    private readonly long _have;
    private readonly long _haveNot;
    private readonly HashSet<BranchId> _branches;
    private readonly HashSet<string> _departments;
    private readonly bool _usesActivity;

    /// <param name="index">Its place among the rules that are planned together, below 63.</param>
    public NudgeMatcher(NudgeRule rule, int version, int index)
    {
        (Rule, RuleVersion, Bit) = (rule, version, 1L << index);
        Content = rule.Versions.Single(v => v.Number == version).Content;
        _who = Content.Audience;
        _have = FactSet.Of(Content.Wanted).Bits;
        _haveNot = FactSet.Of(Content.WantedNot).Bits;
        _usesActivity = Content.UsesActivity;
        _branches = [.. _who.Branches];
        _departments = [.. _who.Departments.Select(Person.DepartmentKeyOf)];
    }

    public NudgeRule Rule { get; }

    public int RuleVersion { get; }

    public NudgeRuleContent Content { get; }

    /// <summary>Its bit in <see cref="NudgePerson.Reached"/>.</summary>
    public long Bit { get; }

    /// <summary>Whether the rule is for someone and a channel reaches them, whatever it did before.</summary>
    public bool IsFor(NudgePerson person, int? weeksLive) => Holds(person, weeksLive) && ChannelFor(person) is not null;

    /// <summary>The first of the rule's channels that reaches someone; those of the other half where none of theirs does.</summary>
    public MessageChannel? ChannelFor(NudgePerson person, NudgeHalf? half = null) =>
        Content.Second is not { Channels: { Count: > 0 } other } ? First(Content.Channels, person)
        : half == NudgeHalf.Second ? First(other, person) ?? First(Content.Channels, person)
        : First(Content.Channels, person) ?? First(other, person);

    /// <summary>Whether the two halves of the comparison differ for someone.</summary>
    public bool Compares(NudgePerson person) =>
        Content.Second is { } second && (second.Channels.Count == 0 || (First(Content.Channels, person) is { } one && First(second.Channels, person) is { } other && one != other));

    private MessageChannel? First(IReadOnlyList<MessageChannel> channels, NudgePerson person)
    {
        for (var i = 0; i < channels.Count; i++)
        {
            if (Reaches(channels[i], person))
            {
                return channels[i];
            }
        }

        return null;
    }

    /// <summary>Whether the rule is for someone, whether or not anything reaches them.</summary>
    public bool Holds(NudgePerson person, int? weeksLive) =>
        (person.Facts.Bits & _have) == _have && (person.Facts.Bits & _haveNot) == 0 && IsAudience(person, weeksLive);

    /// <summary>Whether someone belongs to those the rule is about, whatever they did.</summary>
    public bool IsAudience(NudgePerson person, int? weeksLive) =>
        (_branches.Count == 0 || _branches.Contains(person.Branch))
        && (_who.WorkTypes.Count == 0 || _who.WorkTypes.Contains(person.WorkType))
        && (_who.Languages.Count == 0 || (person.Language is { } language && _who.Languages.Contains(language)))
        && (_departments.Count == 0 || _departments.Contains(person.DepartmentKey))
        && (_who.FromWeek is null || weeksLive >= _who.FromWeek)
        && (_who.UntilWeek is null || weeksLive <= _who.UntilWeek);

    /// <summary>The moment from which a message planned now is no longer useful. What waits on a page or paper is found later than a mail.</summary>
    public static Instant ExpiresAt(WorkingHours hours, MessageChannel channel, Instant now) => hours.ClosingOn(hours.WorkingDaysAfter(hours.DateOf(now), channel.Waits() ? 10 : 2));

    /// <summary>The moment from which a message planned now leaves: at once, or when the hour of its half comes on a working day.</summary>
    public Instant DueAt(WorkingHours hours, NudgeHalf? half, Instant now)
    {
        if (Content.HourOf(half) is not { } hour)
        {
            return now;
        }

        var today = hours.DateOf(now);
        var at = Strikes(today);
        return now >= at + Duration.FromHours(1) ? hours.Next(Strikes(hours.Calendar.WorkingDayAfter(today))) : hours.Next(Instant.Max(now, at));

        Instant Strikes(LocalDate day) => (day + new LocalTime(hour, 0)).InZoneLeniently(hours.Zone).ToInstant();
    }

    // Someone without a mail address cannot prove their identity, so their start page never shows their activity on the platform.
    private bool Reaches(MessageChannel channel, NudgePerson person) =>
        (person.Channels & channel.Bit()) != 0 && !(_usesActivity && channel == MessageChannel.StartPage && (person.Channels & MessageChannel.Mail.Bit()) == 0);
}
