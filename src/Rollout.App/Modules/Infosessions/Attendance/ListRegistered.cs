using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>One person on the facilitator's list.</summary>
/// <param name="At">When they got their place.</param>
public sealed record RegisteredRow(PersonId Person, string Name, string BranchName, string JobTitle, RegistrationState State, bool HasEmail, Instant At);

/// <summary>The people with a place, for the infosession's facilitator and the lead.</summary>
public sealed record RegisteredList(InfosessionFacts Infosession, IReadOnlyList<RegisteredRow> People)
{
    /// <summary>How many can be notified by mail.</summary>
    public int Told => People.Count(p => p.HasEmail);

    /// <summary>How many someone has to notify in person.</summary>
    public int Untold => People.Count - Told;
}

/// <summary>Lists the people with a place in an infosession, by name; null for users who do not run it.</summary>
public sealed class ListRegistered(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<RegisteredList?> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Infosessions.Where(s => s.Id == id).Facts(db).SingleOrDefaultAsync(ct) is not { } facts || !Infosession.IsReadBy(facts.Facilitator, actor))
        {
            return null;
        }

        var people = await (
            from r in db.Registrations.WithAPlace()
            where r.Infosession == id
            join p in db.People on r.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            orderby p.SortName
            select new RegisteredRow(p.Id, p.Name, b.Name, p.JobTitle, r.State, p.Email != null, r.At)).ToListAsync(ct);
        return new RegisteredList(facts, people);
    }
}
