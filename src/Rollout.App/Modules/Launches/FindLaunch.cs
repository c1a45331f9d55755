using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches;

/// <summary>A branch's launch, in the branch's local time.</summary>
/// <param name="Others">How many other branches go live with it.</param>
/// <param name="Checks">Open checks first, then the completed ones.</param>
/// <param name="Verdicts">Latest first.</param>
/// <param name="Fingerprint">The fingerprint of what is shown, which the signature must match.</param>
/// <param name="RecordIntact">False when a verdict in the record was tampered with.</param>
public sealed record LaunchDetails(
    LaunchId Id, WaveId Wave, string WaveName, WaveState WaveState, string Branch, LaunchState State, LocalDateTime Moment, LocalDateTime Now, LocalDateTime? LiveAt, int Others,
    IReadOnlyList<CheckDetails> Checks, IReadOnlyList<VerdictDetails> Verdicts, SignOffStatus SignOffStatus, string Fingerprint, bool RecordIntact,
    string? LeftOutReason, string? Director, bool MaySign, bool IsLead, bool MayReport, int Colleagues, IReadOnlyList<RollCallDetails> RollCalls)
{
    public int Done => Checks.Count(c => c.DoneAt is not null);

    public bool MustChecksAreDone => Checks.All(c => c.DoneAt is not null || c.Weight == CheckWeight.Should);

    public bool IsRehearsal { get; init; }

    /// <summary>Whether the user reads what the branch reports: who may report, and the auditor.</summary>
    public bool MayReadReports { get; init; }

    /// <summary>The day on which the wave was planned, on the branch's calendar.</summary>
    public LocalDate PlannedOn { get; init; }

    /// <summary>The terms agreed by the lead, which are part of what is signed.</summary>
    public WaveTerms Terms { get; init; } = WaveTerms.Usual;

    public bool IsOver => WaveState == WaveState.Live;
}

/// <summary>The state of a check.</summary>
/// <param name="Owner">The name of the owner.</param>
/// <param name="DoneBy">The name of the person who marked it as done.</param>
/// <param name="FellBackBecause">Why it was reopened, if it was.</param>
/// <param name="Yours">Whether the user may answer it.</param>
public sealed record CheckDetails(
    ReadinessCheckId Id, CheckSubject Subject, Reading? Seen, CheckWeight Weight, bool IsCondition, string? Owner, bool OwnerIsYou, LocalDate Due, bool Overdue, bool Soon,
    LocalDateTime? DoneAt, string? DoneBy, bool DoneByYou, string? FellBackBecause, LocalDateTime? FellBackAt, bool Yours)
{
    /// <summary>The evidence that it is done.</summary>
    public Evidence Evidence { get; init; } = Evidence.None;
}

/// <summary>A verdict in the record.</summary>
public sealed record VerdictDetails(int Number, Verdict Verdict, string Words, LocalDate? ConditionDue, string? By, bool AsDeputy, LocalDateTime At, string Hash, string PreviousHash, IReadOnlyList<SnapshotCheck> SignedOn);

/// <summary>A roll-call in the record.</summary>
public sealed record RollCallDetails(int Number, int Present, int FirstVisits, string? Trouble, string? By, LocalDateTime At);

/// <summary>Finds a branch's launch, for its director, the lead and the owners of its checks.</summary>
public sealed class FindLaunch(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <returns>Null when there is no such launch, or the user may not see it.</returns>
    public async Task<LaunchDetails?> RunAsync(LaunchId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.FindWithWaveAsync(id, ct) is not var (wave, launch) || !MaySee(launch, actor))
        {
            return null;
        }

        var branch = await db.Branches.AsNoTracking().SingleAsync(b => b.Id == launch.Branch, ct);
        var names = await FindWave.NamesAsync(
            db,
            [.. launch.SignOffs.Select(s => (PersonId?)s.By), .. launch.Checks.SelectMany(c => new[] { c.Owner, c.DoneBy, c.FellBackBy }), .. launch.RollCalls.Select(r => (PersonId?)r.By)],
            ct);
        var director = (await db.Branches.Where(b => b.Id == branch.Id).FindDirectorsAsync(db, ct)).GetValueOrDefault(branch.Id);
        var others = await db.Launches.CountAsync(l => l.Wave == wave.Id && l.Id != id && l.State != LaunchState.LeftOut, ct);
        var colleagues = await db.People.CountAsync(p => p.Branch == branch.Id && p.Active, ct);
        return Found(wave, launch, branch, new LaunchViewContext(names, actor, branch, director, now), others, colleagues);
    }

    private static bool MaySee(Launch launch, CurrentUser actor) =>
        actor.SeesAll || actor.Directs.Contains(launch.Branch) || actor.StandsInFor.Any(d => d.Branch == launch.Branch) || (actor.IsVerified && launch.Checks.Any(c => c.Owner == actor.Id));

    private static LaunchDetails Found(Wave wave, Launch launch, Branch branch, LaunchViewContext view, int others, int colleagues)
    {
        var directs = view.CurrentUser.Directs.Contains(branch.Id);
        return new LaunchDetails(
            launch.Id, wave.Id, wave.Name, wave.State, branch.Name, launch.State, view.Local(wave.MomentAt), view.Local(view.Now), launch.LiveAt is { } live ? view.Local(live) : null, others,
            [.. launch.Checks.OrderBy(c => c.Done).ThenBy(c => c.Done ? 0 : c.Weight == CheckWeight.Must ? 0 : 1).ThenBy(c => c.Due).ThenBy(c => c.Position).Select(view.Check)],
            [.. launch.SignOffs.Reverse().Select(view.Verdict)],
            launch.StatusIn(wave, view.Now), SignOffSnapshot.Of(wave, launch).Fingerprint, launch.VerifySignOffs() is null,
            launch.LeftOutReason, view.Director?.Name, view.CurrentUser.SignsFor(branch.Id, view.Now.InZone(wave.Zone).Date) && launch.State == LaunchState.Planned && wave.StartedBy != view.CurrentUser.Id,
            view.CurrentUser.IsLead, view.CurrentUser.IsLead || directs, colleagues, [.. launch.RollCalls.Reverse().Select(view.Report)])
        { IsRehearsal = launch.IsRehearsal, MayReadReports = view.CurrentUser.SeesAll || directs, Terms = wave.Terms, PlannedOn = view.Local(wave.PlannedAt).Date };
    }

    private sealed record LaunchViewContext(Dictionary<PersonId, string> Names, CurrentUser CurrentUser, Branch Branch, BranchDirector? Director, Instant Now)
    {
        public LocalDateTime Local(Instant at) => at.InZone(Branch.Zone).LocalDateTime;

        public string? Name(PersonId? person) => person is { } id ? Names.GetValueOrDefault(id) : null;

        public CheckDetails Check(ReadinessCheck check)
        {
            var today = Now.InZone(Branch.Zone).Date;
            var owner = check.Owner ?? Director?.Id;
            return new CheckDetails(
                check.Id, check.Subject, check.SeenPart is { } part ? new Reading(part, check.SeenWhole ?? 0) : null, check.Weight, check.IsCondition, check.Owner is null ? Director?.Name : Name(owner), owner == CurrentUser.Id, check.Due, check.IsOverdue(today), !check.Done && check.Due <= today.PlusDays(2),
                check.DoneAt is { } done ? Local(done) : null, Name(check.DoneBy), check.DoneBy == CurrentUser.Id,
                check.Done ? null : check.FellBackBecause, check.FellBackAt is { } back ? Local(back) : null,
                check.Measure is null && CurrentUser.IsVerified && (CurrentUser.IsLead || CurrentUser.Directs.Contains(Branch.Id) || check.Owner == CurrentUser.Id))
            { Evidence = new Evidence(check.EvidenceText, check.EvidenceLink, check.EvidenceFileName) };
        }

        public VerdictDetails Verdict(SignOff signed) =>
            new(signed.Number, signed.Verdict, signed.Words, signed.ConditionDue, Name(signed.By), signed.AsDeputy, Local(signed.At), signed.Hash, signed.PreviousHash, SignOffSnapshot.ChecksOf(signed));

        public RollCallDetails Report(RollCall call) => new(call.Number, call.Present, call.FirstVisits, call.Trouble, Name(call.By), Local(call.At));
    }
}
