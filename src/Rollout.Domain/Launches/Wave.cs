using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>
/// Branches that go live together at one go-live moment. It is planned, then started by the lead once every branch in it has a valid go,
/// and live from the moment on; nothing about it changes after that.
/// </summary>
public sealed class Wave
{
    /// <summary>The most characters a wave's name may have.</summary>
    public const int NameLength = 60;

    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLength = 500;

    public const int UsualGoLastsDays = 14;
    public const int UsualLateMinutes = 120;

    private readonly List<Launch> _launches = [];

    private Wave()
    {
    }

    public WaveId Id { get; private init; }

    public string Name { get; private set; } = "";

    /// <summary>The go-live moment as the lead typed it, on the wall clock of <see cref="Zone"/>. One instant for all branches.</summary>
    public LocalDateTime Moment { get; private set; }

    /// <summary>The zone of the lead.</summary>
    public DateTimeZone Zone { get; private set; } = DateTimeZone.Utc;

    /// <summary>The instant that follows from the moment and its zone; where a time comes twice, the first.</summary>
    public Instant MomentAt { get; private set; }

    /// <summary>How often the moment was moved. A verdict given before a move is stale, even if the moment moves back.</summary>
    public int TimesMoved { get; private set; }

    /// <summary>The wave this is a rehearsal of; null for a wave in earnest. A rehearsal is in no list and no figure, and mails its lead alone.</summary>
    public WaveId? RehearsalOf { get; private init; }

    public bool IsRehearsal => RehearsalOf is not null;

    /// <summary>A first, small wave: the others start only once it is live.</summary>
    public bool IsPilot { get; private init; }

    /// <summary>How many days a go holds before it must be given again.</summary>
    public int GoLastsDays { get; private set; } = UsualGoLastsDays;

    /// <summary>How many minutes after the moment a server that was down then still takes it live; later it holds.</summary>
    public int LateMinutes { get; private set; } = UsualLateMinutes;

    /// <summary>How many percent of the profiles the lead promised to be complete, one, four and twelve weeks after going live.</summary>
    public int PromisedAfter1 { get; private set; } = 30;

    public int PromisedAfter4 { get; private set; } = 50;
    public int PromisedAfter12 { get; private set; } = 70;

    public WaveState State { get; private set; }
    public PersonId PlannedBy { get; private init; }
    public Instant PlannedAt { get; private init; }

    /// <summary>Who started it, if it is started.</summary>
    public PersonId? StartedBy { get; private set; }

    public Instant? StartedAt { get; private set; }

    /// <summary>Who stopped the count-down, if it is held by someone.</summary>
    public PersonId? HeldBy { get; private set; }

    public Instant? HeldAt { get; private set; }

    /// <summary>Why it is held; null when it holds by itself, because its moment passed while the server was down.</summary>
    public string? HeldBecause { get; private set; }

    /// <summary>When it went live, which is the moment or, when the server was down then, as soon as it was back.</summary>
    public Instant? LiveAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>One launch a branch, those left out too.</summary>
    public IReadOnlyList<Launch> Launches => _launches;

    /// <summary>The launches that go live with the wave.</summary>
    public IEnumerable<Launch> Included => _launches.Where(l => l.State != LaunchState.LeftOut);

    /// <summary>From here on it is too late to go live by itself.</summary>
    public Instant LateFrom => MomentAt + Duration.FromMinutes(LateMinutes);

    /// <summary>The day of the moment, on the lead's calendar.</summary>
    public LocalDate Day => Moment.Date;

    /// <exception cref="Rules.BrokenRuleException">A <see cref="WaveRules"/> rule refuses.</exception>
    public static Wave Plan(
        string name, LocalDateTime moment, DateTimeZone zone, IReadOnlyList<BranchId> branches, IReadOnlyList<PlannedCheck> checklist, Actor lead, Instant now, bool isPilot = false)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NeedsAName.MustHold(name.Trim().Length is >= 1 and <= NameLength);
        var at = GoLiveMoment.InstantOf(moment, zone);
        WaveRules.MomentIsAhead.MustHold(at > now);
        WaveRules.NeedsABranch.MustHold(branches.Count > 0);
        WaveRules.NeedsAChecklist.MustHold(checklist.Count > 0);
        var wave = new Wave
        {
            Id = WaveId.New(),
            Name = name.Trim(),
            Moment = moment,
            Zone = zone,
            MomentAt = at,
            IsPilot = isPilot,
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
    /// The moment of a wave, tried out some minutes from now: the same branches, started already, with nobody asked to sign. It goes live by the very
    /// steps of the wave itself.
    /// </summary>
    public static Wave Rehearse(Wave of, int minutes, Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(of.State != WaveState.Live);
        WaveRules.NeedsABranch.MustHold(of.Included.Any());
        WaveRules.RehearsalIsSoon.MustHold(minutes is >= 1 and <= 60);
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

    /// <summary>Adds a branch, with a checklist of its own.</summary>
    public Launch Add(BranchId branch, IReadOnlyList<PlannedCheck> checklist, Actor lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.BranchIsInOnce.MustHold(_launches.All(l => l.Branch != branch));
        WaveRules.NeedsAChecklist.MustHold(checklist.Count > 0);
        var launch = Launch.Plan(this, branch, checklist, now);
        _launches.Add(launch);
        return launch;
    }

    /// <summary>Another moment. Every verdict given so far turns stale; what is still to be done moves along by as many days.</summary>
    public void Move(LocalDateTime moment, Actor lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        var at = GoLiveMoment.InstantOf(moment, Zone);
        WaveRules.MomentIsAhead.MustHold(at > now);
        WaveRules.MomentIsAnother.MustHold(at != MomentAt);
        var days = Period.DaysBetween(Day, moment.Date);
        (Moment, MomentAt) = (moment, at);
        TimesMoved++;
        foreach (var launch in _launches)
        {
            launch.ShiftDueDates(days, now.InZone(Zone).Date);
        }
    }

    /// <summary>How long a go holds, and how late it may still go live after a server was down.</summary>
    public void Allow(int goLastsDays, int lateMinutes, Actor lead)
    {
        MayStillBePlannedBy(lead);
        WaveRules.GoLastsSomeDays.MustHold(goLastsDays is >= 1 and <= 90);
        WaveRules.LateWindowIsShort.MustHold(lateMinutes is >= 0 and <= 1440);
        (GoLastsDays, LateMinutes) = (goLastsDays, lateMinutes);
    }

    /// <summary>What is promised before it goes live; afterwards it is held against what came.</summary>
    public void Promise(int after1, int after4, int after12, Actor lead)
    {
        MayStillBePlannedBy(lead);
        WaveRules.PromiseIsAPercentage.MustHold(after1 is >= 0 and <= 100 && after4 is >= 0 and <= 100 && after12 is >= 0 and <= 100);
        (PromisedAfter1, PromisedAfter4, PromisedAfter12) = (after1, after4, after12);
    }

    /// <summary>A branch stays behind, with the reason. Until the moment, also after the start.</summary>
    public void TakeOut(LaunchId launch, string reason, Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live);
        WaveRules.KeepsABranchOnceStarted.MustHold(State == WaveState.Planned || Included.Any(l => l.Id != launch));
        Find(launch).LeaveOut(reason, lead.Id, now);
    }

    /// <summary>A branch that was taken out comes along after all. Only before the start.</summary>
    public void PutBack(LaunchId launch, Actor lead)
    {
        MayStillBePlannedBy(lead);
        Find(launch).ComeBack();
    }

    /// <summary>What keeps the wave from being started: each branch without a go that holds.</summary>
    public IReadOnlyList<Blockage> Blockages(Instant now) =>
        [.. Included.Select(l => new Blockage(l.Id, l.Branch, l.StandingIn(this, now))).Where(b => !b.Standing.LetsStart)];

    /// <summary>From here on the wave goes live by itself at its moment.</summary>
    public void Start(Actor lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.StartsBeforeItsMoment.MustHold(now < MomentAt);
        WaveRules.NeedsABranch.MustHold(Included.Any());
        WaveRules.EveryBranchHasAGo.MustHold(Blockages(now).Count == 0, Blockages(now).Count);
        WaveRules.StarterDidNotSign.MustHold(Included.All(l => l.LastSignOff?.By != lead.Id));
        (State, StartedBy, StartedAt) = (WaveState.Started, lead.Id, now);
    }

    /// <summary>Stops the count-down for all, with the reason. It can be lifted until the moment.</summary>
    public void Hold(string reason, Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live && now < MomentAt);
        WaveRules.OnlyAStartedOneIsHeld.MustHold(State == WaveState.Started);
        LaunchRules.NeedsAReason.MustHold(reason.Trim().Length is >= 1 and <= ReasonLength);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Held, lead.Id, now, reason.Trim());
    }

    /// <summary>The count-down goes on: before the moment, and only while every branch still has a go.</summary>
    public void Lift(Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.OnlyAHeldOneIsLifted.MustHold(State == WaveState.Held);
        WaveRules.StartsBeforeItsMoment.MustHold(now < MomentAt);
        WaveRules.EveryBranchHasAGo.MustHold(Blockages(now).Count == 0, Blockages(now).Count);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Started, null, null, null);
    }

    /// <summary>Takes the start back, so that the wave can be changed again: another moment, a branch put back.</summary>
    public void TakeBack(Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live && (State == WaveState.Held || now < MomentAt));
        WaveRules.OnlyAStartedOneIsHeld.MustHold(State is WaveState.Started or WaveState.Held);
        (State, StartedBy, StartedAt, HeldBy, HeldAt, HeldBecause) = (WaveState.Planned, null, null, null, null, null);
    }

    /// <summary>
    /// Every included branch is live, at one instant; or, past the window the lead set, the wave holds and waits for the lead. Asked again it does
    /// nothing; before the moment too.
    /// </summary>
    public bool GoLive(Instant now)
    {
        if (State != WaveState.Started || now < MomentAt)
        {
            return false;
        }

        if (now > LateFrom)
        {
            (State, HeldAt) = (WaveState.Held, now);
            return false;
        }

        (State, LiveAt) = (WaveState.Live, now);
        foreach (var launch in Included)
        {
            launch.GoLive(now);
        }

        return true;
    }

    private Launch Find(LaunchId launch) => _launches.Single(l => l.Id == launch);

    private void MayStillBePlannedBy(Actor lead)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live);
        WaveRules.NotOnceStarted.MustHold(State == WaveState.Planned);
    }
}

/// <summary>Where a wave is.</summary>
public enum WaveState
{
    Planned,

    /// <summary>It goes live by itself at its moment.</summary>
    Started,

    /// <summary>The count-down stands still, by the lead or because the moment passed while the server was down.</summary>
    Held,
    Live,
}

/// <summary>A branch that keeps a wave from being started, and how its sign-off stands.</summary>
public sealed record Blockage(LaunchId Launch, BranchId Branch, Standing Standing);

public readonly record struct WaveId(Guid Value)
{
    public static WaveId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
