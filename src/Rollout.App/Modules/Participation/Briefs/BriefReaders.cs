using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Participation.Briefs;

/// <summary>Someone who gets the brief.</summary>
/// <param name="IsLead">Gets it as a lead, and cannot be left out.</param>
public sealed record BriefReaderLine(PersonId Person, string Name, string Email, bool IsLead);

/// <summary>Lists who gets the brief.</summary>
public sealed class ListBriefReaders(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<BriefReaderLine>> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (await WriteBrief.ReadersAsync(db, ct)).ConvertAll(p => new BriefReaderLine(p.Id, p.Name, p.Email!, p.IsLead));
    }
}

/// <summary>A lead adds a reader of the brief.</summary>
public sealed class AddBriefReader(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="who">An account name, or what finds one person: an address, a number, a name (<see cref="PeopleSearch"/>).</param>
    /// <exception cref="BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public async Task RunAsync(string who, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var reader = BriefReader.Add(await db.People.Where(p => p.Active).MeantByAsync(who, ct), clock.GetCurrentInstant());
        if (!await db.BriefReaders.AnyAsync(r => r.Person == reader.Person, ct))
        {
            db.Add(reader);
            await db.SaveChangesAsync(ct);
        }
    }
}

/// <summary>A lead takes someone out again.</summary>
public sealed class RemoveBriefReader(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <exception cref="BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public async Task RunAsync(PersonId person, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.BriefReaders.Where(r => r.Person == person).ExecuteDeleteAsync(ct);
    }
}
