using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.DateRequests;

/// <summary>A person who asked for other dates of a topic.</summary>
public sealed record DateRequestRow(PersonId Person, string Name, BranchId Branch, string BranchName, string Text);

/// <summary>Lists the requests for a topic that still count, by branch, for those who plan infosessions; nothing for others.</summary>
public sealed class ListDateRequests(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<DateRequestRow>> RunAsync(TopicId topic, CancellationToken ct = default)
    {
        if (await me.GetAsync(ct) is not ({ SeesAll: true } or { IsFacilitator: true }))
        {
            return [];
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        return await (
            from w in db.FindOpenDateRequests()
            where w.Topic == topic
            join p in db.People on w.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            orderby b.Position, p.SortName, p.Id
            select new DateRequestRow(p.Id, p.Name, b.Id, b.Name, w.Text)).ToListAsync(ct);
    }
}

/// <summary>An open topic, and a person's request for other dates.</summary>
/// <param name="Request">The text of the request; null when there is none.</param>
public sealed record RequestableTopic(TopicId Id, TopicTitle Title, string? Request);

/// <summary>Lists the open topics with a person's requests for other dates.</summary>
public sealed class ListRequestableTopics(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="person">Null for someone who is not known.</param>
    public async Task<IReadOnlyList<RequestableTopic>> RunAsync(PersonId? person, CancellationToken ct = default)
    {
        var who = person ?? default;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Topics.Where(t => t.OpenedAt != null).OrderBy(t => t.Title).Select(t => new RequestableTopic(
            t.Id, new TopicTitle(t.Title, t.Language, t.Translations), db.Set<DateRequest>().Where(w => w.Topic == t.Id && w.Person == who).Select(w => w.Text).FirstOrDefault())).ToListAsync(ct);
    }
}
