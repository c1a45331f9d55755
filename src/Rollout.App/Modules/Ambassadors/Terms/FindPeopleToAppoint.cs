using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>People the lead can appoint.</summary>
/// <param name="More">Whether more people match than are shown.</param>
/// <param name="Branches">All branches, for the filter.</param>
/// <param name="Today">The current day for the lead.</param>
public sealed record PeopleToAppoint(IReadOnlyList<PersonToAppoint> People, bool More, IReadOnlyList<BoardBranch> Branches, LocalDate Today)
{
    /// <summary>Those ticked before who do not match what is searched now.</summary>
    public IReadOnlyList<PersonToAppoint> TickedBefore { get; init; } = [];
}

/// <summary>Someone who is not an ambassador.</summary>
/// <param name="CanSignIn">False without an e-mail address: a role requires proof of identity, and the proof is a mail.</param>
/// <param name="ServedBefore">Whether their term is over or they stepped down; they get the same link again.</param>
public sealed record PersonToAppoint(PersonId Id, string Name, string JobTitle, string Department, string Branch, bool CanSignIn, bool ServedBefore);

/// <summary>Finds people to appoint by part of a name, a branch, or both.</summary>
public sealed class FindPeopleToAppoint(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    private const int MaxItems = 50;

    public async Task<PeopleToAppoint> RunAsync(string? name, string? branchCode, IReadOnlyList<PersonId>? ticked = null, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new BoardBranch(b.Code, b.Name)).ToListAsync(ct);
        var zone = await db.Rollouts.Select(r => r.Zone).SingleAsync(ct);
        var today = clock.GetCurrentInstant().InZone(zone).Date;
        var people = !PeopleSearch.IsAsked(name) && string.IsNullOrEmpty(branchCode) ? []
            : await Lines(db, db.People.Matching(name).Where(p => string.IsNullOrEmpty(branchCode) || db.Branches.Any(b => b.Id == p.Branch && b.Code == branchCode)), today)
                .Take(MaxItems + 1).ToListAsync(ct);
        var before = (ticked ?? []).Except(people.Take(MaxItems).Select(p => p.Id)).ToList();
        return new PeopleToAppoint([.. people.Take(MaxItems)], people.Count > MaxItems, branches, today)
        {
            TickedBefore = before.Count == 0 ? [] : await Lines(db, db.People.Where(p => before.Contains(p.Id)), today).ToListAsync(ct),
        };
    }

    private static IQueryable<PersonToAppoint> Lines(RolloutDb db, IQueryable<Person> people, LocalDate today) =>
        from p in people
        join b in db.Branches on p.Branch equals b.Id
        where p.Active && !db.Ambassadors.Any(a => a.Person == p.Id && a.SteppedDownAt == null && a.Until >= today)
        orderby p.SortName
        select new PersonToAppoint(p.Id, p.Name, p.JobTitle, p.Department, b.Name, p.Email != null, db.Ambassadors.Any(a => a.Person == p.Id));
}
