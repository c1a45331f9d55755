using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Published;

/// <summary>Lists what was published or promised, by figure and day.</summary>
public sealed class ListPublished(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<PublishedFigure>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await db.PublishedFigures.AsNoTracking().ToListAsync(ct)).OrderBy(f => f.Figure).ThenBy(f => f.Day).ThenBy(f => f.Id.Value)];
    }
}

/// <summary>The lead enters what was published elsewhere, or is to be reached.</summary>
public sealed class AddPublished(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public async Task RunAsync(Figure figure, PublishedAs kind, LocalDate? day, int? percent, int? count, int? outOf, string said, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.Add(PublishedFigure.Of(figure, kind, day, percent, count, outOf, said));
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead takes it out again.</summary>
public sealed class RemovePublished(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="ParticipationRules.OnlyTheLead"/></exception>
    public async Task RunAsync(PublishedFigureId id, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.PublishedFigures.Where(f => f.Id == id).ExecuteDeleteAsync(ct);
    }
}
