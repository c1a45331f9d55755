using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>One branch's part of a wave: its readiness checks, its director's verdicts, whether it is live or left out, and its roll-calls.</summary>
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

    public bool IsRehearsal { get; private init; }

    /// <summary>The reason it was left out, if it was.</summary>
    public string? LeftOutReason { get; private set; }

    public PersonId? LeftOutBy { get; private set; }
    public Instant? LeftOutAt { get; private set; }
    public Instant? LiveAt { get; private set; }

    /// <summary>When the news had been queued for everyone in the branch, after going live.</summary>
    public Instant? AnnouncedAt { get; private set; }

    /// <summary>The hash of the last verdict. Without it, removing the last verdict from the record would go unnoticed.</summary>
    public string? LastSignOffHash { get; private set; }

    /// <summary>When someone in the branch confirmed that a test mail arrived.</summary>
    public Instant? TestMailArrivedAt { get; private set; }

    public KickOff? KickOff { get; private set; }

    public int Version { get; private set; }

    public IReadOnlyList<ReadinessCheck> Checks => _checks;

    /// <summary>All verdicts in order; the last one counts.</summary>
    public IReadOnlyList<SignOff> SignOffs => [.. _signOffs.OrderBy(s => s.Number)];

    /// <summary>All roll-calls in order; the last one counts.</summary>
    public IReadOnlyList<RollCall> RollCalls => [.. _rollCalls.OrderBy(r => r.Number)];

    public SignOff? LastSignOff => _signOffs.MaxBy(s => s.Number);

    public RollCall? LastRollCall => _rollCalls.MaxBy(r => r.Number);

    /// <summary>A verdict given before becomes stale.</summary>
    public ReadinessCheck AddCheck(Wave wave, PlannedCheck planned, LocalDate due, CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        EnsureNotLive(wave);
        var check = ReadinessCheck.From(Id, planned, due, _checks.NextPosition());
        _checks.Add(check);
        return check;
    }

    /// <summary>Marks a check as done, by its owner, the director or the lead, with evidence.</summary>
    public void Tick(Wave wave, ReadinessCheckId check, Evidence evidence, CurrentUser by, Instant now)
    {
        EnsureNotLive(wave);
        MayAnswer(check, by).Tick(evidence, by.Id, now);
    }

    /// <summary>Whether the readings differ from what the checks last recorded.</summary>
    public bool Differs(IReadOnlyDictionary<Measure, Reading> seen) => _checks.Differ(seen);

    /// <summary>Records the readings of the measured checks: they become met or fall back, and a verdict based on them becomes stale.</summary>
    public void RecordReading(Wave wave, IReadOnlyDictionary<Measure, Reading> seen, Instant now)
    {
        if (wave.State != WaveState.Live && State == LaunchState.Planned)
        {
            _checks.RecordReadings(seen, now);
        }
    }

    /// <summary>Records that the news was queued for everyone in the branch.</summary>
    public void Announce(Instant now) => AnnouncedAt ??= now;

    /// <summary>Records that someone in the branch received the test mail.</summary>
    public void TestMailArrived(Instant now) => TestMailArrivedAt ??= now;

    /// <summary>Plans the branch's kick-off, or changes its plan.</summary>
    public KickOff PlanKickOff(Wave wave, KickOffPlan plan, WorkingHours hours, CurrentUser by, Instant now)
    {
        LaunchRules.DirectorOrLeadPlansKickOff.Ensure(IsRunBy(by));
        plan.Validate(wave.MomentAt, hours, now);
        KickOff ??= Launches.KickOff.Of(Id);
        KickOff.Plan(plan, hours.Zone);
        return KickOff;
    }

    public void InviteToKickOff(CurrentUser by, Instant now)
    {
        LaunchRules.DirectorOrLeadPlansKickOff.Ensure(IsRunBy(by));
        LaunchRules.KickOffIsPlanned.Ensure(KickOff is not null);
        KickOff!.Invite(now);
    }

    /// <summary>Reopens a check that was done. A verdict based on it becomes stale.</summary>
    public void FallBack(Wave wave, ReadinessCheckId check, string why, CurrentUser by, Instant now)
    {
        EnsureNotLive(wave);
        MayAnswer(check, by).FallBack(why, by.Id, now);
    }

    /// <summary>Signs off, on exactly what was shown.</summary>
    /// <param name="wave">The wave this launch belongs to.</param>
    /// <param name="seen">The fingerprint of what the page showed.</param>
    /// <param name="by">The branch's director, or a deputy they named.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    public SignOff SignOff(Wave wave, VerdictGiven verdict, string seen, CurrentUser by, Instant now)
    {
        EnsureNotLive(wave);
        SignOffConditions.Ensure(wave, this, verdict, seen, by, today: now.InZone(wave.Zone).Date);
        if (verdict is VerdictGiven.GoOnCondition condition)
        {
            _checks.Add(ReadinessCheck.Condition(Id, condition, _checks.NextPosition()));
        }

        var signed = Launches.SignOff.Give(this, SignOffSnapshot.Of(wave, this), verdict, by.Id, asDeputy: !by.Directs.Contains(Branch), now, LastSignOff);
        _signOffs.Add(signed);
        LastSignOffHash = signed.Hash;
        return signed;
    }

    /// <summary>The current sign-off status: the last verdict, if what it was based on still holds.</summary>
    public SignOffStatus StatusIn(Wave wave, Instant now) => SignOffStatus.Of(wave, this, now);

    /// <summary>The number of the first verdict that was tampered with; null when the record is intact.</summary>
    public int? VerifySignOffs() => Launches.SignOff.FindTamperedEntry(this);

    /// <summary>Adds a roll-call after going live. Earlier ones are kept; the last one counts.</summary>
    /// <param name="colleagues">How many work in the branch: more cannot be there. Null where visitors are counted too.</param>
    public RollCall Report(int present, int firstVisits, string? trouble, CurrentUser by, Instant now, int? colleagues = null)
    {
        LaunchRules.RollCallComesAfterLive.Ensure(State == LaunchState.Live);
        LaunchRules.DirectorOrLeadReports.Ensure(IsRunBy(by));
        var call = RollCall.Give(Id, (LastRollCall?.Number ?? 0) + 1, present, firstVisits, trouble, by.Id, now, colleagues);
        _rollCalls.Add(call);
        return call;
    }

    /// <summary>Answers the branch's open problem, saying what is being done about it.</summary>
    public WaveEvent AnswerProblem(string words, CurrentUser by, Instant now)
    {
        LaunchRules.DirectorOrLeadReports.Ensure(IsRunBy(by));
        LaunchRules.ProblemIsOpen.Ensure(LastRollCall?.Trouble is not null);
        LaunchRules.AnswerSaysWhat.Ensure(words.Trim().Length is >= 1 and <= RollCall.TroubleLength, RollCall.TroubleLength);
        return new WaveEvent(Wave, WaveEventKind.TroubleAnswered, Branch, words, by.Id, now);
    }

    internal static Launch Plan(Wave wave, BranchId branch, IReadOnlyList<PlannedCheck> checklist, Instant now)
    {
        var launch = new Launch { Id = LaunchId.New(), Wave = wave.Id, Branch = branch };
        launch._checks.AddPlanned(launch.Id, checklist, wave.Day, today: now.InZone(wave.Zone).Date);
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

    internal void ShiftDueDates(int days, LocalDate today) => _checks.ForEach(c => c.ShiftDue(days, today));

    private bool IsRunBy(CurrentUser user) => user.IsLead || user.Directs.Contains(Branch);

    // Once the wave is live, a branch left out of it is done as well: it gets a new launch in another wave.
    private static void EnsureNotLive(Wave wave) => LaunchRules.NothingChangesAfterLive.Ensure(wave.State != WaveState.Live);

    private ReadinessCheck MayAnswer(ReadinessCheckId id, CurrentUser by)
    {
        var check = _checks.Single(c => c.Id == id);
        LaunchRules.OwnerDirectorOrLeadAnswers.Ensure(by.IsVerified && (IsRunBy(by) || check.Owner == by.Id));
        return check;
    }
}
