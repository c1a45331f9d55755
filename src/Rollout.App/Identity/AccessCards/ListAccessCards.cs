using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Identity.AccessCards;

/// <summary>The cards of a branch.</summary>
/// <param name="WithoutEmail">How many people of the branch have no e-mail.</param>
/// <param name="WithoutCard">How many of them have no card.</param>
/// <param name="Cards">How many cards work.</param>
public sealed record BranchCards(string Branch, DateTimeZone Zone, int WithoutEmail, int WithoutCard, int Cards, IReadOnlyList<CardLine> People);

/// <param name="PrintedAt">Null for someone without a card.</param>
public sealed record CardLine(PersonId Id, string Name, string JobTitle, Instant? PrintedAt, string? PrintedBy);

/// <summary>Lists those of a branch who have a card or no e-mail; when someone is searched for, everyone of the branch.</summary>
public sealed class ListAccessCards(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    /// <summary>The maximum number of people listed.</summary>
    public const int Most = 200;

    /// <returns>Null where there is no such branch, or the current user does not hand out its cards.</returns>
    public async Task<BranchCards?> RunAsync(BranchId branch, string? find, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!(await me.GetAsync(ct)).SeesCards(branch) || await db.Branches.Where(b => b.Id == branch).Select(b => new { b.Name, b.Zone }).SingleOrDefaultAsync(ct) is not { } found)
        {
            return null;
        }

        var working = db.AccessCards.Where(c => c.EndedAt == null);
        var people = db.People.Where(p => p.Branch == branch && p.Active);
        people = PeopleSearch.IsAsked(find) ? people.Matching(find) : people.Where(p => p.Email == null || working.Any(c => c.Person == p.Id));
        return new BranchCards(
            found.Name, found.Zone,
            await db.WithoutEmail(branch).CountAsync(ct),
            await db.WithoutEmail(branch).CountAsync(p => !working.Any(c => c.Person == p.Id), ct),
            await working.CountAsync(c => db.People.Any(p => p.Id == c.Person && p.Branch == branch), ct),
            await (
                from p in people
                join c in working on p.Id equals c.Person into cards
                from card in cards.DefaultIfEmpty()
                orderby p.SortName
                select new CardLine(p.Id, p.Name, p.JobTitle, card == null ? null : card.PrintedAt, card == null ? null : db.People.Where(printer => printer.Id == card.PrintedBy).Select(printer => printer.Name).First()))
                .Take(Most).ToListAsync(ct));
    }
}

/// <summary>The branches whose cards the current user hands out as their director.</summary>
public sealed class ListMyCardBranches(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<IReadOnlyList<(BranchId Id, string Name)>> RunAsync(CancellationToken ct = default)
    {
        var mine = (await me.GetAsync(ct)).Directs;
        await using var db = await dbs.CreateDbContextAsync(ct);
        return [.. (await db.Branches.Where(b => mine.Contains(b.Id)).OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct)).Select(b => (b.Id, b.Name))];
    }
}
