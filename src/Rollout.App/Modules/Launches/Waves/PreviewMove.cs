using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>What moving the moment would change. In the lead's time zone; kick-offs and infosessions in their own.</summary>
/// <param name="Told">How many people would get a mail.</param>
/// <param name="Stale">The branches whose go would become stale.</param>
/// <param name="Moving">How many open checks would get another due date.</param>
/// <param name="Pressed">Open checks due today or overdue, and conditions due after the moment; checks shared by branches are one line.</param>
/// <param name="KickOffs">Kick-offs that would be too far from the moment.</param>
/// <param name="KickOffsStay">How many other kick-offs would stay.</param>
/// <param name="Sessions">The first infosessions that would end up on the other side of the moment.</param>
/// <param name="AllSessions">The total number of those.</param>
/// <param name="TimesMoved">How often the moment has been moved; confirming posts it back.</param>
public sealed record MovePreview(
    LocalDateTime Moment, bool Later, int Told, IReadOnlyList<string> Stale, int Moving, IReadOnlyList<CheckDeadline> Pressed, IReadOnlyList<MismatchedKickOff> KickOffs, int KickOffsStay,
    IReadOnlyList<MismatchedKickOff> Sessions, int AllSessions, int TimesMoved);

/// <summary>A check that another moment leaves little or no time for.</summary>
public sealed record CheckDeadline(CheckSubject Subject, DeadlinePressure DeadlinePressure, LocalDate Was, LocalDate Due, IReadOnlyList<string> Branches);

public enum DeadlinePressure
{
    /// <summary>It was already overdue, and stays so.</summary>
    Late,

    /// <summary>It would have been due before today, so it becomes due today.</summary>
    Today,

    /// <summary>A director chose its due date, which is after the moment.</summary>
    AfterMoment,
}

/// <summary>A kick-off or an infosession, in its own local time.</summary>
public sealed record MismatchedKickOff(string Branch, TopicTitle? Title, LocalDateTime Starts, string Path);

/// <summary>Previews a move: applies the real rules to a copy that is not saved.</summary>
public sealed class PreviewMove(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    private const int MostSessions = 8;

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">What would refuse the move refuses this.</exception>
    public async Task<MovePreview> RunAsync(WaveId id, LocalDateTime moment, MomentMeant meant = default, CancellationToken ct = default)
    {
        var (now, lead) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wave = await db.Waves.AsNoTracking().WithReadiness().Include(w => w.Launches).ThenInclude(l => l.KickOff).SingleAsync(w => w.Id == id, ct);
        var involved = await db.InvolvedInAsync(id, ct);
        var included = involved.Join(wave.Included, i => i.Launch, l => l.Id, (_, l) => l).ToList(); // in the lead's order
        var (held, before) = (included.Where(l => l.StatusIn(wave, now).LetsStart).ToList(), included.SelectMany(l => l.Checks).ToDictionary(c => c.Id, c => c.Due));
        var (from, seen) = (wave.MomentAt, wave.TimesMoved);

        RuleSet.EnsureAll(
            () => wave.Move(moment, lead, now),
            () => involved.EnsureOverridden(wave, moment, meant, now));

        var told = await db.OfMoveAsync(await mails.AtAsync(now, ct), wave, involved, now, ct);
        var (names, today) = (involved.ToDictionary(i => i.Launch, i => i.Branch.Name), now.InZone(wave.Zone).Date);
        var open = included.SelectMany(l => l.Checks).Where(c => !c.Done).ToList();
        var kickOffs = included.Where(l => l.KickOff is { } planned && planned.StartsAt > now).ToList();
        var apart = kickOffs.Where(l => !l.KickOff!.IsAround(wave.MomentAt)).ToList();
        var sessions = Between(db, [.. included.Select(l => (BranchId?)l.Branch)], Instant.Max(now, Instant.Min(from, wave.MomentAt)), Instant.Max(from, wave.MomentAt));
        return new MovePreview(
            moment, wave.MomentAt > from, told.Select(m => m.Person).Distinct().Count(), [.. held.Where(l => !l.StatusIn(wave, now).LetsStart).Select(l => names[l.Id])],
            open.Count(c => c.Due != before[c.Id]),
            [
                .. open.Select(c => (Check: c, DeadlinePressure: PressOn(c, wave.Day, today, before[c.Id], Period.DaysBetween(from.InZone(wave.Zone).Date, wave.Day)))).Where(c => c.DeadlinePressure is not null)
                    .GroupBy(c => (c.Check.Subject, c.DeadlinePressure!.Value, Was: before[c.Check.Id], c.Check.Due)).OrderBy(g => g.Key.Due).ThenByDescending(g => g.Count())
                    .Select(g => new CheckDeadline(g.Key.Subject, g.Key.Value, g.Key.Was, g.Key.Due, [.. g.Select(c => names[c.Check.Launch])])),
            ],
            [.. apart.Select(l => new MismatchedKickOff(names[l.Id], null, l.KickOff!.Starts, $"/launches/{l.Id}/kick-off"))], kickOffs.Count - apart.Count,
            [.. (await sessions.OrderBy(s => s.StartsAt).Take(MostSessions).Facts(db).ToListAsync(ct)).Select(s => new MismatchedKickOff(s.BranchName ?? "", s.Title, s.Starts, $"/infosessions/{s.Id}"))],
            await sessions.CountAsync(ct), seen);
    }

    private static IQueryable<Infosession> Between(RolloutDb db, IReadOnlyList<BranchId?> branches, Instant first, Instant last) => db.Infosessions.AsNoTracking().WithoutDryRuns()
        .Where(s => branches.Contains(s.Branch) && s.State == InfosessionState.Published && s.StartsAt >= first && s.StartsAt < last);

    private static DeadlinePressure? PressOn(ReadinessCheck check, LocalDate day, LocalDate today, LocalDate was, int days) =>
        check.Due > day ? DeadlinePressure.AfterMoment
        : check.Due < today ? DeadlinePressure.Late
        : !check.IsCondition && check.Due == today && was.PlusDays(days) < today ? DeadlinePressure.Today
        : null;
}
