using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>One branch's part of a wave: its readiness checks, its director's verdicts, live or left out, and its roll-call.</summary>
public sealed class Launch
{
    private readonly List<ReadinessCheck> _checks = [];
    private readonly List<SignOff> _signOffs = [];
    private readonly List<RollCall> _rollCalls = [];

    private Launch()
    {
    }

    public LaunchId Id { get; private init; }
    public WaveId Wave { get; private init; }
    public BranchId Branch { get; private init; }
    public LaunchState State { get; private set; }

    /// <summary>True in a rehearsal of the moment.</summary>
    public bool IsRehearsal { get; private init; }

    /// <summary>Why it was left out, if it was.</summary>
    public string? LeftOutReason { get; private set; }

    public PersonId? LeftOutBy { get; private set; }
    public Instant? LeftOutAt { get; private set; }
    public Instant? LiveAt { get; private set; }

    /// <summary>When everyone of the branch had been sent the news, after going live.</summary>
    public Instant? AnnouncedAt { get; private set; }

    /// <summary>The hash of the last verdict: without it, a verdict taken off the end of the record would not show.</summary>
    public string? SignOffHead { get; private set; }

    /// <summary>When someone of the branch said that a test mail arrived.</summary>
    public Instant? TestMailArrivedAt { get; private set; }

    public KickOff? KickOff { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ReadinessCheck> Checks => _checks;

    /// <summary>Every verdict ever given, in order. The last one counts.</summary>
    public IReadOnlyList<SignOff> SignOffs => [.. _signOffs.OrderBy(s => s.Number)];

    /// <summary>Every report given after going live, in order. The last one counts.</summary>
    public IReadOnlyList<RollCall> RollCalls => [.. _rollCalls.OrderBy(r => r.Number)];

    public SignOff? LastSignOff => _signOffs.MaxBy(s => s.Number);

    public RollCall? LastRollCall => _rollCalls.MaxBy(r => r.Number);

    /// <summary>Adds something to be ready with. A verdict given before it turns stale.</summary>
    public ReadinessCheck AddCheck(Wave wave, PlannedCheck planned, LocalDate due, CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        EnsureNotLive(wave);
        var check = ReadinessCheck.From(Id, planned, due, NextPosition);
        _checks.Add(check);
        return check;
    }

    /// <summary>A check is done, says its owner, the director or the lead, and what shows it.</summary>
    public void Tick(Wave wave, ReadinessCheckId check, Evidence evidence, CurrentUser by, Instant now)
    {
        EnsureNotLive(wave);
        MayAnswer(check, by).Tick(evidence, by.Id, now);
    }

    /// <summary>Whether what is seen now is not what its checks say.</summary>
    public bool Differs(IReadOnlyDictionary<Measure, Reading> seen) => _checks.Exists(c => c.Measure is { } measure && c.Differs(seen[measure]));

    /// <summary>What Rollout sees itself: a check is met or falls back by it, and a verdict given on it turns stale.</summary>
    public void RecordReading(Wave wave, IReadOnlyDictionary<Measure, Reading> seen, Instant now)
    {
        if (wave.State != WaveState.Live && State == LaunchState.Planned)
        {
            _checks.ForEach(c => { if (c.Measure is { } measure) { c.RecordReading(seen[measure], now); } });
        }
    }

    /// <summary>Someone of the branch got the test mail.</summary>
    public void TestMailArrived(Instant now) => TestMailArrivedAt ??= now;

    /// <summary>The director plans the branch's own meeting around the moment, or plans it anew.</summary>
    public KickOff PlanKickOff(Wave wave, KickOffPlan plan, DateTimeZone zone, CurrentUser by, Instant now)
    {
        LaunchRules.DirectorOrLeadPlansKickOff.Ensure(by.IsLead || by.Directs.Contains(Branch));
        plan.Validate(wave.MomentAt, zone, now);
        KickOff ??= Launches.KickOff.Of(Id);
        KickOff.Plan(plan, zone);
        return KickOff;
    }

    /// <summary>Everyone of the branch is asked to come.</summary>
    public void InviteToKickOff(CurrentUser by, Instant now)
    {
        LaunchRules.DirectorOrLeadPlansKickOff.Ensure(by.IsLead || by.Directs.Contains(Branch));
        LaunchRules.KickOffIsPlanned.Ensure(KickOff is not null);
        KickOff!.Invite(now);
    }

    /// <summary>A check that was done is not any more. A verdict given on it turns stale.</summary>
    public void FallBack(Wave wave, ReadinessCheckId check, string why, CurrentUser by, Instant now)
    {
        EnsureNotLive(wave);
        MayAnswer(check, by).FallBack(why, by.Id, now);
    }

    /// <summary>The director's verdict, on what they were shown and nothing else.</summary>
    /// <param name="wave">The wave this launch is part of.</param>
    /// <param name="verdict">What they say, with what it needs.</param>
    /// <param name="seen">The fingerprint of what was on the page.</param>
    /// <param name="by">The branch's own director, or the deputy they named.</param>
    /// <param name="now">The moment of signing.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule refuses.</exception>
    public SignOff SignOff(Wave wave, VerdictGiven verdict, string seen, CurrentUser by, Instant now)
    {
        EnsureNotLive(wave);
        LaunchRules.IsNotLeftOut.Ensure(State != LaunchState.LeftOut);
        LaunchRules.OnlyItsDirectorSigns.Ensure(by.IsVerified && by.SignsFor(Branch, now.InZone(wave.Zone).Date));
        LaunchRules.StarterDoesNotSign.Ensure(wave.StartedBy != by.Id);
        LaunchRules.SignsWhatIsShown.Ensure(seen == SignOffSnapshot.Of(wave, this).Fingerprint);
        LaunchRules.GoNeedsItsMustChecks.Ensure(verdict is not VerdictGiven.Go || _checks.All(c => c.Done || c.Weight == CheckWeight.Should));
        verdict.Validate(wave.Day, now.InZone(wave.Zone).Date);
        if (verdict is VerdictGiven.GoOnCondition condition)
        {
            _checks.Add(ReadinessCheck.Condition(Id, condition, NextPosition));
        }

        var signed = Launches.SignOff.Give(this, SignOffSnapshot.Of(wave, this), verdict, by.Id, asDeputy: !by.Directs.Contains(Branch), now, LastSignOff);
        _signOffs.Add(signed);
        SignOffHead = signed.Hash;
        return signed;
    }

    /// <summary>How the sign-off stands now: the last verdict, if what it was given on still holds.</summary>
    public SignOffStatus StandingIn(Wave wave, Instant now) => SignOffStatus.Of(wave, this, now);

    /// <summary>The number of the first verdict that is not as it was given, or null when the whole record is intact.</summary>
    public int? VerifySignOffs() => Launches.SignOff.FindTamperedEntry(this);

    /// <summary>What a branch reports right after going live. Every report is kept; the last one counts.</summary>
    public RollCall Report(int present, int firstVisits, string? trouble, CurrentUser by, Instant now)
    {
        LaunchRules.RollCallComesAfterLive.Ensure(State == LaunchState.Live);
        LaunchRules.DirectorOrLeadReports.Ensure(by.IsLead || by.Directs.Contains(Branch));
        var call = RollCall.Give(Id, (LastRollCall?.Number ?? 0) + 1, present, firstVisits, trouble, by.Id, now);
        _rollCalls.Add(call);
        return call;
    }

    /// <summary>Someone takes the branch's open trouble upon them, and says what is done about it.</summary>
    public WaveEvent AnswerProblem(string words, CurrentUser by, Instant now)
    {
        LaunchRules.DirectorOrLeadReports.Ensure(by.IsLead || by.Directs.Contains(Branch));
        LaunchRules.ProblemIsOpen.Ensure(LastRollCall?.Trouble is not null);
        LaunchRules.AnswerSaysWhat.Ensure(words.Trim().Length is >= 1 and <= RollCall.TroubleLength, RollCall.TroubleLength);
        return new WaveEvent(Wave, WaveEventKind.TroubleAnswered, Branch, words, by.Id, now);
    }

    internal static Launch Plan(Wave wave, BranchId branch, IReadOnlyList<PlannedCheck> checklist, Instant now)
    {
        // Nothing is late on the day it is planned.
        var today = now.InZone(wave.Zone).Date;
        var launch = new Launch { Id = LaunchId.New(), Wave = wave.Id, Branch = branch };
        foreach (var planned in checklist)
        {
            launch._checks.Add(ReadinessCheck.From(launch.Id, planned, LocalDate.Max(wave.Day.PlusDays(-planned.DaysBefore), today), launch.NextPosition));
        }

        return launch;
    }

    internal static Launch Rehearse(WaveId wave, BranchId branch) => new() { Id = LaunchId.New(), Wave = wave, Branch = branch, IsRehearsal = true };

    internal void LeaveOut(string reason, PersonId by, Instant now)
    {
        LaunchRules.IsInTheWave.Ensure(State == LaunchState.Planned);
        LaunchRules.NeedsAReason.Ensure(reason.Trim().Length is >= 1 and <= Launches.Wave.ReasonLength);
        (State, LeftOutReason, LeftOutBy, LeftOutAt) = (LaunchState.LeftOut, reason.Trim(), by, now);
    }

    internal void ComeBack()
    {
        LaunchRules.IsLeftOut.Ensure(State == LaunchState.LeftOut);
        (State, LeftOutReason, LeftOutBy, LeftOutAt) = (LaunchState.Planned, null, null, null);
    }

    internal void GoLive(Instant now) => (State, LiveAt) = (LaunchState.Live, now);

    internal void ShiftDueDates(int days, LocalDate today)
    {
        foreach (var check in _checks)
        {
            check.ShiftDue(days, today);
        }
    }

    private int NextPosition => _checks.Count == 0 ? 1 : _checks.Max(c => c.Position) + 1;

    // Once the wave is live, a branch that was left out of it is over too: it gets a new launch in another wave.
    private static void EnsureNotLive(Wave wave) => LaunchRules.NothingChangesAfterLive.Ensure(wave.State != WaveState.Live);

    private ReadinessCheck MayAnswer(ReadinessCheckId id, CurrentUser by)
    {
        var check = _checks.Single(c => c.Id == id);
        LaunchRules.OwnerDirectorOrLeadAnswers.Ensure(by.IsVerified && (by.IsLead || by.Directs.Contains(Branch) || check.Owner == by.Id));
        return check;
    }
}

/// <summary>Where a launch is.</summary>
public enum LaunchState
{
    Planned,

    /// <summary>Taken out of the wave, with a reason.</summary>
    LeftOut,
    Live,
}

public readonly record struct LaunchId(Guid Value)
{
    public static LaunchId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
