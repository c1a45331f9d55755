using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>
/// Branches that go live together at one go-live moment. It is planned, then started by the lead once every branch in it has a valid go, and live from the
/// moment on; after that nothing about it changes.
/// </summary>
public sealed partial class Wave
{
    /// <summary>The most characters a wave's name may have.</summary>
    public const int NameLength = 60;

    /// <summary>The maximum length of a reason.</summary>
    public const int ReasonLength = 500;

    private readonly List<Launch> _launches = [];

    private Wave()
    {
    }

    public WaveId Id { get; private init; }

    public string Name { get; private set; } = "";

    /// <summary>The go-live moment as the lead entered it, on the wall clock of <see cref="Zone"/>. One instant for all branches.</summary>
    public LocalDateTime Moment { get; private set; }

    /// <summary>The lead's time zone.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>Derived from the moment and its zone; for a time that occurs twice, the first occurrence.</summary>
    public Instant MomentAt { get; private set; }

    /// <summary>How often the moment was moved. A verdict given before a move is stale, even if the moment is moved back.</summary>
    public int TimesMoved { get; private set; }

    /// <summary>The wave this is a rehearsal of; null for a real wave. A rehearsal appears in no list and no figures, and its mails go only to its lead.</summary>
    public WaveId? RehearsalOf { get; private init; }

    public bool IsRehearsal => RehearsalOf is not null;

    /// <summary>The terms the lead agreed besides the moment.</summary>
    public WaveTerms Terms { get; private set; } = WaveTerms.Usual;

    /// <summary>How often the terms were changed; a form opened before the last change is refused.</summary>
    public int TimesAgreed { get; private set; }

    public WaveState State { get; private set; }
    public PersonId PlannedBy { get; private init; }
    public Instant PlannedAt { get; private init; }

    /// <summary>The person who started it, if it is started.</summary>
    public PersonId? StartedBy { get; private set; }

    public Instant? StartedAt { get; private set; }

    /// <summary>The person who stopped the count-down, if someone did.</summary>
    public PersonId? HeldBy { get; private set; }

    public Instant? HeldAt { get; private set; }

    /// <summary>The reason it is held; null when it holds automatically because its moment passed while the server was down.</summary>
    public string? HeldBecause { get; private set; }

    /// <summary>When it went live: at the moment or, if the server was down then, as soon as it was back.</summary>
    public Instant? LiveAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>One launch per branch, including those left out.</summary>
    public IReadOnlyList<Launch> Launches => _launches;

    /// <summary>The launches that go live with the wave.</summary>
    public IEnumerable<Launch> Included => _launches.Where(l => l.State != LaunchState.LeftOut);

    /// <summary>From this moment on it no longer goes live automatically.</summary>
    public Instant LateFrom => MomentAt + Duration.FromMinutes(Terms.LateMinutes);

    /// <summary>The day of the moment, on the lead's calendar.</summary>
    public LocalDate Day => Moment.Date;

    /// <summary>Checks all rules of a plan at once.</summary>
    /// <param name="moment">Null when what was typed is none.</param>
    /// <param name="branches">How many go live with it.</param>
    /// <exception cref="BrokenRuleException">A <see cref="WaveRules"/> or <see cref="LaunchRules"/> rule is broken.</exception>
    public static void Validate(string name, LocalDateTime? moment, DateTimeZone zone, int branches, IReadOnlyList<PlannedCheck> checklist, WaveTerms terms, Instant now) => RuleSet.EnsureAll(
    [
        () => NameIn(name),
        () => GoLiveMoment.EnsureAhead(moment, zone, now),
        () => WaveRules.NeedsABranch.Ensure(branches > 0),
        () => WaveRules.NeedsAChecklist.Ensure(checklist.Count > 0),
        terms.EnsurePlausible,
        .. checklist.Select(check => (Action)check.Validate),
    ]);

    /// <exception cref="BrokenRuleException">A <see cref="WaveRules"/> or <see cref="LaunchRules"/> rule is broken.</exception>
    public static Wave Plan(
        string name, LocalDateTime moment, DateTimeZone zone, IReadOnlyList<BranchId> branches, IReadOnlyList<PlannedCheck> checklist, CurrentUser lead, Instant now, WaveTerms? terms = null)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        terms ??= WaveTerms.Usual;
        Validate(name, moment, zone, branches.Count, checklist, terms, now);
        var wave = new Wave
        {
            Id = WaveId.New(),
            Name = NameIn(name),
            Moment = moment,
            Zone = zone,
            MomentAt = GoLiveMoment.InstantOf(moment, zone),
            Terms = terms,
            PlannedBy = lead.Id,
            PlannedAt = now,
        };
        foreach (var branch in branches.Distinct())
        {
            wave._launches.Add(Launch.Plan(wave, branch, checklist, now));
        }

        return wave;
    }

    /// <summary>
    /// Creates a rehearsal a few minutes from now: the same branches, already started, without sign-offs. It goes live through the same steps as the real wave.
    /// </summary>
    public static Wave Rehearse(Wave of, int minutes, CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(of.State != WaveState.Live);
        WaveRules.NeedsABranch.Ensure(of.Included.Any());
        WaveRules.RehearsalIsSoon.Ensure(minutes is >= 1 and <= 60);
        var at = now + Duration.FromMinutes(minutes);
        var rehearsal = new Wave
        {
            Id = WaveId.New(),
            Name = of.Name,
            RehearsalOf = of.Id,
            Zone = of.Zone,
            Moment = at.InZone(of.Zone).LocalDateTime,
            MomentAt = at,
            State = WaveState.Started,
            PlannedBy = lead.Id,
            PlannedAt = now,
            StartedBy = lead.Id,
            StartedAt = now,
        };
        rehearsal._launches.AddRange(of.Included.Select(l => Launch.Rehearse(rehearsal.Id, l.Branch)));
        return rehearsal;
    }
}

/// <summary>The state of a wave.</summary>
public enum WaveState
{
    Planned,

    /// <summary>It will go live automatically at its moment.</summary>
    Started,

    /// <summary>The count-down is stopped, by the lead or because the moment passed while the server was down.</summary>
    Held,
    Live,
}

/// <summary>A branch that prevents a wave from starting, and its sign-off status.</summary>
public sealed record StartBlocker(LaunchId Launch, BranchId Branch, SignOffStatus SignOffStatus);

public readonly record struct WaveId(Guid Value)
{
    public static WaveId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
