using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Steps;

/// <summary>A step with what it is about now.</summary>
/// <param name="Now">Measured as <see cref="DirectorStep.Before"/>; null when it cannot be measured.</param>
public sealed record StepLine(DirectorStep Step, int? Now);

/// <summary>The three things of this week and what came of last week's.</summary>
/// <param name="Yours">Whether the current user ticks them.</param>
public sealed record DirectorWeek(BranchId Branch, string Name, LocalDate Monday, IReadOnlyList<StepLine> Steps, IReadOnlyList<StepLine> LastWeek, bool Yours);

/// <summary>Finds a branch's week, for its director and the lead.</summary>
public sealed class FindDirectorSteps(IDbContextFactory<RolloutDb> dbs, ReadParticipation read, CurrentUserAccessor me, IClock clock)
{
    /// <returns>Null when there is nothing to do or to look back at, and for those who may not see it.</returns>
    public async Task<DirectorWeek?> RunAsync(BranchId id, CancellationToken ct = default)
    {
        if (await me.FindAsync(ct) is not { IsVerified: true } actor || !(actor.SeesAll || actor.Directs.Contains(id)))
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.AsNoTracking().SingleAsync(b => b.Id == id, ct);
        var monday = ActiveWeek.MondayOf(clock.GetCurrentInstant().InZone(branch.Zone).Date);
        var before = monday.PlusWeeks(-1);
        var steps = await db.DirectorSteps.AsNoTracking().Where(s => s.Branch == id && (s.Monday == monday || s.Monday == before)).ToListAsync(ct);
        if (steps.Count == 0)
        {
            return null;
        }

        var view = await read.RunAsync(new ParticipationAsked(null, branch.Code, Figure.Active), new ParticipationViewer(IsLead: false, [id]), ct);
        var questions = await SignsOf.OpenQuestionsAsync(db, id, ct);
        List<StepLine> Of(LocalDate week) => [.. steps.Where(s => s.Monday == week).OrderBy(s => s.Kind).Select(s => new StepLine(s, Now(s)))];
        return new DirectorWeek(id, branch.Name, monday, Of(monday), Of(before), actor.Directs.Contains(id));

        int? Now(DirectorStep step) => step.Kind switch
        {
            DirectorStepKind.OpenQuestions => questions,
            _ when view is null => null,
            DirectorStepKind.QuietTeam => SignsOf.Team(view, step.Group, step.About),
            _ => SignsOf.Active(view),
        };
    }
}

/// <summary>The director ticks one of their things, or takes the tick away.</summary>
public sealed class TickDirectorStep(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="ParticipationRules.OnlyItsDirectorTicks"/></exception>
    public async Task RunAsync(BranchId branch, LocalDate monday, DirectorStepKind kind, bool done, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.DirectorSteps.SingleOrDefaultAsync(s => s.Branch == branch && s.Monday == monday && s.Kind == kind, ct) is { } step)
        {
            step.Tick(done, actor, clock.GetCurrentInstant());
            await db.SaveChangesAsync(ct);
        }
    }
}
