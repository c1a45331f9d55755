using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>The five things without which a rollout cannot do its work: mail that leaves, the platform's address, directors, facilitators, and people who can be reached.</summary>
/// <param name="WithoutDirector">The branches nobody directs, in the lead's order.</param>
/// <param name="Unreachable">People with neither e-mail nor mobile: no message reaches them.</param>
/// <param name="ToldInPerson">How many of those the lead has marked as informed in person.</param>
public sealed record StartFacts(
    MailStatus Mail, bool PlatformHasAnAddress, IReadOnlyList<BranchToDirect> WithoutDirector, int Branches, int Facilitators, int People, int Unreachable, int ToldInPerson)
{
    /// <summary>Only the lead is there: the staff file has not been loaded.</summary>
    public bool OnlyTheLead => People <= 1;

    public bool AllReached => !OnlyTheLead && Unreachable <= ToldInPerson;

    /// <summary>How many of the five are in order.</summary>
    public int Green => new[] { Mail.IsWell, PlatformHasAnAddress, WithoutDirector.Count == 0, Facilitators > 0, AllReached }.Count(well => well);

    public const int All = 5;
}

/// <summary>A branch that needs a director.</summary>
public sealed record BranchToDirect(BranchId Id, string Name);

public sealed class FindStartFacts(IDbContextFactory<RolloutDb> dbs, FindMailStatus mail, RolloutSettingsCache currentRollout)
{
    public async Task<StartFacts> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var rollout = await currentRollout.GetAsync(ct);
        var people = await db.People.Where(p => p.Active).GroupBy(_ => 1).Select(g => new
        {
            All = g.Count(),
            Facilitators = g.Count(p => p.IsFacilitator),
            Unreachable = g.Count(p => p.Email == null && p.Mobile == null),
        }).SingleOrDefaultAsync(ct);
        return new StartFacts(
            await mail.RunAsync(ct),
            rollout.Platform is not null,
            await db.Branches.WithoutDirector(db).OrderBy(b => b.Position).Select(b => new BranchToDirect(b.Id, b.Name)).ToListAsync(ct),
            await db.Branches.CountAsync(ct),
            people?.Facilitators ?? 0, people?.All ?? 0, people?.Unreachable ?? 0, rollout.ToldInPerson);
    }
}
