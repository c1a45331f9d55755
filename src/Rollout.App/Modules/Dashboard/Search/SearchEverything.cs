using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Dashboard.Search;

/// <summary>A person that was found.</summary>
public sealed record FoundPerson(PersonId Id, string Name, string Branch, string JobTitle, bool Active);

/// <summary>An infosession that was found.</summary>
public sealed record FoundInfosession(InfosessionId Id, TopicTitle Title, string? Branch, LocalDateTime Starts, InfosessionState State);

/// <summary>What was found, the first of each kind.</summary>
/// <param name="PeopleFound">How many people there are in all.</param>
public sealed record FoundEverything(IReadOnlyList<FoundPerson> People, int PeopleFound, IReadOnlyList<(BranchId Id, string Name, string Code)> Branches, IReadOnlyList<FoundInfosession> Infosessions)
{
    public int Count => PeopleFound + Branches.Count + Infosessions.Count;
}

/// <summary>Finds people by name, address, department or number, branches by name or code, and infosessions by topic, branch or place; each word must be in it.</summary>
public sealed class SearchEverything(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int OfEach = 10;

    public async Task<FoundEverything> RunAsync(string text, CancellationToken ct = default)
    {
        var words = TextNormalizer.Normalize(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8).ToList();
        if (words.Count == 0)
        {
            return new FoundEverything([], 0, [], []);
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = db.People.Where(p => p.MergedInto == null).Matching(text);
        var found = await people.CountAsync(ct);
        return new FoundEverything(
            found == 0 ? [] : await (
                from p in people
                join b in db.Branches on p.Branch equals b.Id
                orderby p.Active descending, p.SortName, p.Id
                select new FoundPerson(p.Id, p.Name, b.Name, p.JobTitle, p.Active)).Take(OfEach).ToListAsync(ct),
            found, await BranchesAsync(db, words, ct), await InfosessionsAsync(db, words, clock.GetCurrentInstant(), ct));
    }

    // There are few branches: they are compared here, as people write them.
    private static async Task<IReadOnlyList<(BranchId, string, string)>> BranchesAsync(RolloutDb db, List<string> words, CancellationToken ct) =>
    [
        .. (await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name, b.Code }).ToListAsync(ct))
            .Where(b => words.TrueForAll(w => TextNormalizer.Normalize($"{b.Name} {b.Code}").Contains(w, StringComparison.Ordinal)))
            .Take(OfEach).Select(b => (b.Id, b.Name, b.Code)),
    ];

    // Those of the last weeks and to come: what someone looks for by name is near.
    private static async Task<IReadOnlyList<FoundInfosession>> InfosessionsAsync(RolloutDb db, List<string> words, Instant now, CancellationToken ct)
    {
        var since = now - Duration.FromDays(60);
        var near = await (
            from s in db.Infosessions.WithoutDryRuns()
            where s.StartsAt > since
            join t in db.Topics on s.Topic equals t.Id
            join b in db.Branches on s.Branch equals (BranchId?)b.Id into branches
            from b in branches.DefaultIfEmpty()
            orderby s.StartsAt < now, s.StartsAt, s.Id
            select new { Found = new FoundInfosession(s.Id, new TopicTitle(t.Title, t.Language, t.Translations), b!.Name, s.Starts, s.State), s.Place }).ToListAsync(ct);
        return
        [
            .. near.Where(s => words.TrueForAll(w => TextNormalizer.Normalize($"{s.Found.Title} {s.Found.Branch} {s.Place}").Contains(w, StringComparison.Ordinal)))
                .Take(OfEach).Select(s => s.Found),
        ];
    }
}
