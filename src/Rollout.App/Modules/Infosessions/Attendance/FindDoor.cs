using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>One person on the check-in list.</summary>
/// <param name="Came">True when ticked, false when noted as absent, null when nothing is known yet.</param>
public sealed record AtTheDoor(PersonId Person, string Name, string BranchName, string JobTitle, bool? Came, bool WalkedIn);

/// <summary>Someone without a place, found by name.</summary>
public sealed record WalkIn(PersonId Person, string Name, string BranchName, string JobTitle);

/// <summary>The check-in list of one infosession.</summary>
/// <param name="Opens">When check-in opens.</param>
public sealed record DoorList(InfosessionFacts Infosession, IReadOnlyList<AtTheDoor> People, Instant Opens)
{
    public int There => People.Count(p => p.Came == true);

    public int Expected => People.Count(p => p.Came is null);

    public int Absent => People.Count(p => p.Came == false);

    /// <summary>Chairs left for walk-ins once it has started.</summary>
    public int Chairs => Math.Max(0, Infosession.Seats - There);
}

/// <summary>Finds the check-in list for the infosession's facilitator or the lead; null for anyone else.</summary>
public sealed class FindDoor(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public const int MostFound = 10;

    /// <summary>The minimum length of a name search, because check-in is not a staff directory.</summary>
    public const int FewestCharacters = 2;

    public async Task<DoorList?> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await MineAsync(db, id, ct) is not { } facts)
        {
            return null;
        }

        var people = await (
            from r in db.Registrations.WithAPlace()
            where r.Infosession == id
            join p in db.People on r.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            orderby p.SortName
            select new AtTheDoor(
                p.Id, p.Name, b.Name, p.JobTitle, r.State == RegistrationState.Attended ? true : r.State == RegistrationState.NoShow ? false : null, r.WalkedIn)).ToListAsync(ct);
        return new DoorList(facts, people, facts.StartsAt - Infosession.DoorOpens);
    }

    /// <summary>People without a place whose name contains the text; none when it is too short.</summary>
    public async Task<IReadOnlyList<WalkIn>> SearchAsync(InfosessionId id, string? name, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var withAPlace = db.Registrations.WithAPlace();
        return (name ?? "").Trim().Length < FewestCharacters || await MineAsync(db, id, ct) is null ? [] : await (
            from p in db.People.Matching(name)
            where p.Active
                && !withAPlace.Any(r => r.Infosession == id && r.Person == p.Id)
            join b in db.Branches on p.Branch equals b.Id
            orderby p.SortName
            select new WalkIn(p.Id, p.Name, b.Name, p.JobTitle)).Take(MostFound).ToListAsync(ct);
    }

    /// <summary>Which of those on the list match what was typed, also by number and mobile, which the page itself does not hold; none when it is too short.</summary>
    public async Task<IReadOnlyList<PersonId>> MatchAsync(InfosessionId id, string? typed, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return (typed ?? "").Trim().Length < FewestCharacters || await MineAsync(db, id, ct) is null ? [] : await (
            from p in db.People.Matching(typed)
            where db.Registrations.Any(r => r.Infosession == id && r.Person == p.Id
                && (r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.NoShow))
            select p.Id).ToListAsync(ct);
    }

    /// <summary>The person and infosession of a scanned ticket; null when the user does not run that infosession.</summary>
    public async Task<(InfosessionId Infosession, PersonId Person)?> FindTicketAsync(RegistrationId ticket, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Registrations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == ticket, ct) is { } place && await MineAsync(db, place.Infosession, ct) is not null
            ? (place.Infosession, place.Person)
            : null;
    }

    private async Task<InfosessionFacts?> MineAsync(RolloutDb db, InfosessionId id, CancellationToken ct)
    {
        var actor = await me.GetAsync(ct);
        var facts = await db.Infosessions.Where(s => s.Id == id && s.State != InfosessionState.Draft).Facts(db).SingleOrDefaultAsync(ct);
        return facts is not null && Infosession.IsReadBy(facts.Facilitator, actor) ? facts : null;
    }
}
