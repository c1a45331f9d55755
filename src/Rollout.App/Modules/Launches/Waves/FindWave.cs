using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Gate;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>A wave, in the lead's time zone.</summary>
/// <param name="Passed">Whether the moment has come although the wave was not started.</param>
/// <param name="YouSigned">Whether the current lead signed for a branch in it, so that another lead must start it.</param>
/// <param name="Free">Branches in no wave, which could be added.</param>
public sealed record WaveDetails(
    WaveId Id, string Name, LocalDateTime Moment, LocalDateTime Now, WaveState State, DateTimeZone Zone, LocalDateTime? StartedAt, string? StartedBy, LocalDateTime? LiveAt,
    bool Passed, bool YouSigned, IReadOnlyList<BranchReady> Branches, IReadOnlyList<BranchChoice> Free)
{
    public IReadOnlyList<BranchReady> Included => [.. Branches.Where(b => b.State != LaunchState.LeftOut)];

    public IReadOnlyList<BranchReady> LeftOut => [.. Branches.Where(b => b.State == LaunchState.LeftOut)];

    /// <summary>The branches that prevent it from starting, in the lead's order.</summary>
    public IReadOnlyList<BranchReady> Blocked => [.. Included.Where(b => !b.SignOffStatus.LetsStart)];

    public string? HeldBecause { get; init; }

    public string? HeldBy { get; init; }

    public LocalDateTime? HeldAt { get; init; }

    /// <summary>The name of the pilot this wave must wait for.</summary>
    public string? WaitsForPilot { get; init; }

    public WaveTerms Terms { get; init; } = WaveTerms.Usual;

    /// <summary>How often the terms were changed; the form posts it back.</summary>
    public int TimesAgreed { get; init; }

    public bool IsRehearsal { get; init; }

    public WaveId? LastRehearsal { get; init; }

    public bool MomentPassed => Moment <= Now;

    /// <summary>The conditions outside the wave that must hold before it starts.</summary>
    public StartGate Gate { get; init; } = StartGate.Open;

    public bool MayStart => State == WaveState.Planned && !Passed && Gate.IsOpen && WaitsForPilot is null && Included.Count > 0 && Blocked.Count == 0 && !YouSigned;
}

/// <summary>The readiness of one branch.</summary>
/// <param name="SignedBy">The name of the person who gave the last verdict.</param>
/// <param name="LocalMoment">The moment in the branch's local time, where it differs from the lead's.</param>
/// <param name="Open">Open checks, most urgent first; for the lead and the branch's own director.</param>
/// <param name="Yours">Whether the user directs it.</param>
public sealed record BranchReady(
    LaunchId Id, string Code, string Name, string? Director, LaunchState State, SignOffStatus SignOffStatus, string? SignedBy, LocalDateTime? SignedAt, LocalDateTime? LocalMoment,
    int Done, int Checks, IReadOnlyList<OpenCheck> Open, string? LeftOutReason, bool Yours, bool RecordIntact)
{
    /// <summary>All its checks; for the lead and the branch's own director.</summary>
    public IReadOnlyList<CheckStands> AllChecks { get; init; } = [];
}

/// <summary>The state of one check of a branch.</summary>
public sealed record CheckStands(CheckSubject Subject, bool Done, bool Overdue, LocalDate Due);

/// <summary>A check that is not done.</summary>
public sealed record OpenCheck(CheckSubject Subject, Reading? Seen, LocalDate Due, bool Overdue, CheckWeight Weight);

/// <summary>A branch to choose.</summary>
public sealed record BranchChoice(BranchId Id, string Name, string Code);

/// <summary>Finds a wave with each branch's readiness, for the lead and the directors of its branches.</summary>
public sealed class FindWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, FindStartGate gate, IClock clock)
{
    /// <returns>Null when there is no such wave, or the user may not see it.</returns>
    public async Task<WaveDetails?> RunAsync(WaveId id, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wave = await db.Waves.WithRehearsals().AsNoTracking().WithReadiness().SingleOrDefaultAsync(w => w.Id == id, ct);
        if (wave is null || !(actor.SeesAll || wave.Launches.Any(l => actor.Directs.Contains(l.Branch))))
        {
            return null;
        }

        var branches = await db.Branches.AsNoTracking().OrderBy(b => b.Position).ToListAsync(ct);
        var names = await NamesAsync(db, [.. wave.Launches.Select(l => l.LastSignOff?.By), wave.StartedBy, wave.HeldBy], ct);
        var directors = await db.Branches.FindDirectorsAsync(db, ct);
        var pilot = wave.Terms.IsPilot ? null : await db.Waves.Where(w => w.Terms.IsPilot && w.State != WaveState.Live).Select(w => w.Name).FirstOrDefaultAsync(ct);
        var taken = await db.Launches.Where(l => l.State != LaunchState.LeftOut || l.Wave == id).Select(l => l.Branch).ToListAsync(ct);
        return new WaveDetails(
            wave.Id, wave.Name, wave.Moment, Local(now, wave), wave.State, wave.Zone, wave.StartedAt is { } started ? Local(started, wave) : null,
            wave.StartedBy is { } starter ? names.GetValueOrDefault(starter) : null, wave.LiveAt is { } live ? Local(live, wave) : null,
            wave.State == WaveState.Planned && wave.MomentAt <= now, wave.Included.Any(l => l.LastSignOff?.By == actor.Id),
            [.. branches.Join(wave.Launches, b => b.Id, l => l.Branch, (b, l) => Ready(wave, l, b, directors.GetValueOrDefault(b.Id)?.Name, names, actor, now))],
            [.. branches.Where(b => !taken.Contains(b.Id)).Select(b => new BranchChoice(b.Id, b.Name, b.Code))])
        {
            HeldBecause = wave.HeldBecause,
            HeldBy = wave.HeldBy is { } holder ? names.GetValueOrDefault(holder) : null,
            HeldAt = wave.HeldAt is { } held ? Local(held, wave) : null,
            WaitsForPilot = pilot,
            Terms = wave.Terms,
            TimesAgreed = wave.TimesAgreed,
            Gate = wave.State == WaveState.Planned ? await gate.RunAsync(db, wave.Included.Select(l => l.Branch), ct) : StartGate.Open,
            IsRehearsal = wave.IsRehearsal,
            LastRehearsal = await db.Waves.WithRehearsals().Where(w => w.RehearsalOf == id).OrderByDescending(w => w.PlannedAt).Select(w => (WaveId?)w.Id).FirstOrDefaultAsync(ct),
        };
    }

    private static BranchReady Ready(Wave wave, Launch launch, Branch branch, string? director, Dictionary<PersonId, string> names, CurrentUser actor, Instant now)
    {
        var mayRead = actor.SeesAll || actor.Directs.Contains(branch.Id);
        var (standing, today, moment) = (launch.StatusIn(wave, now), now.InZone(wave.Zone).Date, wave.MomentAt.InZone(branch.Zone).LocalDateTime);
        return new BranchReady(
            launch.Id, branch.Code, branch.Name, director, launch.State, standing,
            standing.Last is { } last ? names.GetValueOrDefault(last.By) : null, standing.Last is { } signed ? Local(signed.At, wave) : null,
            moment == wave.Moment ? null : moment, launch.Checks.Count(c => c.Done), launch.Checks.Count,
            [.. launch.Checks.Where(c => mayRead && !c.Done).OrderBy(c => c.Due).Select(c => new OpenCheck(c.Subject, c.SeenPart is { } part ? new Reading(part, c.SeenWhole ?? 0) : null, c.Due, c.IsOverdue(today), c.Weight))],
            launch.LeftOutReason, actor.Directs.Contains(branch.Id), launch.VerifySignOffs() is null)
        {
            AllChecks = mayRead ? [.. launch.Checks.Select(c => new CheckStands(c.Subject, c.Done, !c.Done && c.IsOverdue(today), c.Due))] : [],
        };
    }

    internal static async Task<Dictionary<PersonId, string>> NamesAsync(RolloutDb db, IEnumerable<PersonId?> people, CancellationToken ct)
    {
        var ids = people.OfType<PersonId>().Distinct().ToList();
        return await db.People.Where(p => ids.Contains(p.Id)).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
    }

    private static LocalDateTime Local(Instant at, Wave wave) => at.InZone(wave.Zone).LocalDateTime;
}
