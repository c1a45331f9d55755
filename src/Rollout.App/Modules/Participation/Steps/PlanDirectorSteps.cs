using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Steps;

/// <summary>
/// Chooses each week the three things the director of each live branch does, from what the branch shows then. Once a week for each branch: what is chosen stays, so that it can be
/// ticked and looked back at.
/// </summary>
public sealed class PlanDirectorSteps(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, ReadParticipation read, IClock clock)
{
    // The shortest time in which people could do something.
    private static readonly Duration BeforeTheWeekEnds = Duration.FromDays(2);

    public async Task RunAsync(CancellationToken ct = default)
    {
        if (await rollouts.FindAsync(ct) is null)
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var live = await db.Launches.Where(l => l.State == LaunchState.Live && !l.IsRehearsal && l.LiveAt != null).Select(l => l.Branch).Distinct().ToListAsync(ct);
        foreach (var branch in await db.Branches.WithDirector(db).AsNoTracking().Where(b => live.Contains(b.Id)).OrderBy(b => b.Position).ToListAsync(ct))
        {
            var monday = ActiveWeek.MondayOf(now.InZone(branch.Zone).Date);
            if (branch.Zone.AtStartOfDay(monday.PlusWeeks(1)).ToInstant() - now > BeforeTheWeekEnds && !await db.DirectorSteps.AnyAsync(s => s.Branch == branch.Id && s.Monday == monday, ct))
            {
                await PlanAsync(db, branch, monday, ct);
            }
        }
    }

    private async Task PlanAsync(RolloutDb db, Branch branch, LocalDate monday, CancellationToken ct)
    {
        if (await read.RunAsync(new ParticipationAsked(null, branch.Code, Figure.Active), new ParticipationViewer(IsLead: false, [branch.Id]), ct) is not { Only: { LiveOn: { } liveOn } only } view)
        {
            return;
        }

        var promise = await (
            from l in db.Launches join k in db.KickOffs on l.Id equals k.Launch where l.Branch == branch.Id && l.State == LaunchState.Live && !l.IsRehearsal orderby l.LiveAt descending select k.Words).FirstOrDefaultAsync(ct);
        var signs = new BranchSigns(
            Period.DaysBetween(liveOn, monday) / 7, SignsOf.Active(view), only.Outlook?.Verdict == FadingVerdict.FallsBehind, promise, await SignsOf.OpenQuestionsAsync(db, branch.Id, ct), SignsOf.Quietest(view));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        if (!await db.DirectorSteps.AnyAsync(s => s.Branch == branch.Id && s.Monday == monday, ct))
        {
            db.DirectorSteps.AddRange(DirectorStep.Choose(branch.Id, monday, signs));
            await db.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }
}

/// <summary>What a branch shows, as it may be shown: the same on the Monday of a step and when one looks back at it.</summary>
internal static class SignsOf
{
    public static int? Active(ParticipationView view) => view.Figures.FirstOrDefault(f => f.Figure == Figure.Active)?.Now is { IsExact: true } share ? share.Percent : null;

    public static QuietGroup? Quietest(ParticipationView view) => Groups(view).OrderBy(g => g.Percent).ThenBy(g => g.Value, StringComparer.Ordinal).FirstOrDefault();

    public static int? Team(ParticipationView view, GroupKind? kind, string value) => Groups(view).FirstOrDefault(g => g.Kind == kind && g.Value == value)?.Percent;

    /// <summary>Questions that people of the branch asked an ambassador and nobody has answered.</summary>
    public static Task<int> OpenQuestionsAsync(RolloutDb db, BranchId branch, CancellationToken ct) =>
        db.AmbassadorQuestions.CountAsync(q => q.AnsweredAt == null && db.People.Any(p => p.Id == q.AskedBy && p.Branch == branch), ct);

    // People without a known team are left out: there is none to go to.
    private static IEnumerable<QuietGroup> Groups(ParticipationView view) =>
        from table in view.Groups
        where table.Kind is GroupKind.Department or GroupKind.WorkType
        from line in table.Lines
        where line is { IsShown: true, Value.Length: > 0, People: >= GroupShare.SmallestForQuarters } && line.Shares[Figure.Active] is not null
        select new QuietGroup(table.Kind, line.Value, line.Shares[Figure.Active]!.Value.Percent);
}
