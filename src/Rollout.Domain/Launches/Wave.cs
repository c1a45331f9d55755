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

    public WaveState State { get; private set; }
    public PersonId PlannedBy { get; private init; }
    public Instant PlannedAt { get; private init; }

    /// <summary>Who started it, if it is started.</summary>
    public PersonId? StartedBy { get; private set; }

    public Instant? StartedAt { get; private set; }

    /// <summary>When it went live, which is the moment or, when the server was down then, as soon as it was back.</summary>
    public Instant? LiveAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>One launch a branch, those left out too.</summary>
    public IReadOnlyList<Launch> Launches => _launches;

    /// <summary>The launches that go live with the wave.</summary>
    public IEnumerable<Launch> Included => _launches.Where(l => l.State != LaunchState.LeftOut);

    /// <summary>The day of the moment, on the lead's calendar.</summary>
    public LocalDate Day => Moment.Date;

    /// <exception cref="Rules.BrokenRuleException">A <see cref="WaveRules"/> rule refuses.</exception>
    public static Wave Plan(
        string name, LocalDateTime moment, DateTimeZone zone, IReadOnlyList<BranchId> branches, IReadOnlyList<PlannedCheck> checklist, Actor lead, Instant now)
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
            PlannedBy = lead.Id,
            PlannedAt = now,
        };
        foreach (var branch in branches.Distinct())
        {
            wave._launches.Add(Launch.Plan(wave, branch, checklist, now));
        }

        return wave;
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

    /// <summary>Takes the start back, so that the wave can be changed again.</summary>
    public void Hold(Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live && now < MomentAt);
        WaveRules.OnlyAStartedOneIsHeld.MustHold(State == WaveState.Started);
        (State, StartedBy, StartedAt) = (WaveState.Planned, null, null);
    }

    /// <summary>Every included branch is live, at one instant. Asked again it does nothing; before the moment too.</summary>
    public bool GoLive(Instant now)
    {
        if (State != WaveState.Started || now < MomentAt)
        {
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
    Live,
}

/// <summary>A branch that keeps a wave from being started, and how its sign-off stands.</summary>
public sealed record Blockage(LaunchId Launch, BranchId Branch, Standing Standing);

public readonly record struct WaveId(Guid Value)
{
    public static WaveId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
