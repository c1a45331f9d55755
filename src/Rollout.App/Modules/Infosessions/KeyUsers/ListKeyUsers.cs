using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.KeyUsers;

/// <summary>A dry-run, its key users, and the people the lead's search found to invite.</summary>
/// <param name="More">More match than are shown.</param>
public sealed record KeyUserList(InfosessionFacts DryRun, IReadOnlyList<KeyUserRow> Invited, IReadOnlyList<PersonToInvite> Found, bool More)
{
    /// <summary>Those ticked before who do not match what is searched now.</summary>
    public IReadOnlyList<PersonToInvite> TickedBefore { get; init; } = [];

    /// <summary>A dry-run, the people invited to it, and search results to invite from.</summary>
    public LocalDateTime Leaves { get; init; }

    public LocalDateTime Now { get; init; }
}

/// <summary>Someone invited, with the state of their registration.</summary>
/// <param name="State">Null when they have not signed up.</param>
public sealed record KeyUserRow(PersonId Person, string Name, string BranchName, RegistrationState? State);

/// <summary>Someone who can be invited.</summary>
public sealed record PersonToInvite(PersonId Id, string Name, string BranchName, string JobTitle, bool HasMail);

/// <summary>Lists the key users of a dry-run, and people by part of their name. Only for the lead.</summary>
public sealed class ListKeyUsers(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    private const int MaxItems = 30;

    public async Task<KeyUserList?> RunAsync(InfosessionId id, string? name, IReadOnlyList<PersonId>? ticked = null, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!actor.SeesAll || await db.Infosessions.Where(s => s.Id == id && s.IsDryRun).Facts(db).SingleOrDefaultAsync(ct) is not { } dryRun)
        {
            return null;
        }

        var invited = await (
            from k in db.KeyUsers
            where k.DryRun == id
            join p in db.People on k.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            orderby p.SortName
            select new KeyUserRow(p.Id, p.Name, b.Name, db.Registrations.Where(r => r.Infosession == id && r.Person == p.Id).Select(r => (RegistrationState?)r.State).FirstOrDefault())).ToListAsync(ct);
        var found = PeopleSearch.IsAsked(name) ? await Lines(db, id, db.People.Matching(name)).Take(MaxItems + 1).ToListAsync(ct) : [];
        var before = (ticked ?? []).Except(found.Take(MaxItems).Select(p => p.Id)).ToList();
        var (now, hours) = (clock.GetCurrentInstant(), await db.HoursAroundAsync(dryRun, actor, ct));
        return new KeyUserList(dryRun, invited, [.. found.Take(MaxItems)], found.Count > MaxItems)
        {
            Now = now.InZone(hours.Zone).LocalDateTime,
            TickedBefore = before.Count == 0 ? [] : await Lines(db, id, db.People.Where(p => before.Contains(p.Id))).ToListAsync(ct),
            Leaves = hours.LeaveBefore(dryRun.StartsAt, now).InZone(hours.Zone).LocalDateTime,
        };
    }

    private static IQueryable<PersonToInvite> Lines(RolloutDb db, InfosessionId id, IQueryable<Person> people) =>
        from p in people
        where p.Active && !db.KeyUsers.Any(k => k.DryRun == id && k.Person == p.Id)
        join b in db.Branches on p.Branch equals b.Id
        orderby p.SortName
        select new PersonToInvite(p.Id, p.Name, b.Name, p.JobTitle, p.Email != null);
}
