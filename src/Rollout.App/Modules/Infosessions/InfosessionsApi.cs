using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions;

/// <summary>An infosession, for clients of the API.</summary>
/// <param name="Branch">The id of the branch; null when it is online for everyone.</param>
/// <param name="Taken">How many seats are taken.</param>
/// <param name="Free">How many anyone can take: none while someone waits.</param>
internal sealed record InfosessionResource(
    Guid Id, Guid Topic, string Title, Guid? Branch, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, string? Place, bool Online, string Language, int Seats, int Taken, int Free, InfosessionState State);

/// <summary>A place, for clients of the API. Someone who waits is not registered, and in no list.</summary>
internal sealed record RegistrationItem(Guid Id, Guid Infosession, Guid Person, RegistrationState State, DateTimeOffset At)
{
    public static RegistrationItem Of(Registration r) => new(r.Id.Value, r.Infosession.Value, r.Person.Value, r.State, r.At.ToDateTimeOffset());
}

/// <summary>What clients ask about infosessions, and the places they take and give back for people who asked for it there. Dry-runs do not exist for them.</summary>
internal static class InfosessionsApi
{
    /// <summary>Which infosessions.</summary>
    internal sealed record InfosessionsAsked(
        [property: Description("Those that end after this.")] DateTimeOffset? From, [property: Description("Those that start before this.")] DateTimeOffset? Until,
        [property: Description("The id of a branch.")] Guid? Branch, [property: Description("The id of a topic.")] Guid? Topic);

    public static void MapInfosessionsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/infosessions", ListAsync).RequireScope(ApiScopes.InfosessionsRead).WithTags("Infosessions").WithName("ListInfosessions").WithSummary("Infosessions that are open or over, and cancelled ones; no drafts");
        api.MapGet("/infosessions/{id:guid}", FindAsync).RequireScope(ApiScopes.InfosessionsRead).WithTags("Infosessions").WithName("FindInfosession").WithSummary("One infosession, with an ETag")
            .Produces<InfosessionResource>().ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/registrations", RegistrationsAsync).RequireScope(ApiScopes.RegistrationsRead).WithTags("Infosessions").WithName("ListRegistrations").WithSummary("Places that people have or had");
        api.MapPut("/infosessions/{id:guid}/registrations/{person:guid}", RegisterAsync).RequireScope(ApiScopes.RegistrationsWrite).WithTags("Infosessions").WithName("Register")
            .WithSummary("Signs someone up who asked for it: for a seat, or for the waiting list").Produces<RegistrationItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapDelete("/infosessions/{id:guid}/registrations/{person:guid}", WithdrawAsync).RequireScope(ApiScopes.RegistrationsWrite).WithTags("Infosessions").WithName("Withdraw")
            .WithSummary("Gives back the place of someone who asked for it").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<ApiPage<InfosessionResource>> ListAsync([AsParameters] InfosessionsAsked asked, [AsParameters] ApiPaging paging, HttpContext http, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (from, until) = (Moment(asked.From) ?? Instant.MinValue, Moment(asked.Until) ?? Instant.MaxValue);
        var (branch, topic, after) = (new BranchId(asked.Branch ?? default), new TopicId(asked.Topic ?? default), new InfosessionId(paging.After ?? default));
        var sessions = Known(db).Where(s => s.Id > after);
        sessions = asked.From is null ? sessions : sessions.Where(s => s.EndsAt > from);
        sessions = asked.Until is null ? sessions : sessions.Where(s => s.StartsAt < until);
        sessions = asked.Branch is null ? sessions : sessions.Where(s => s.Branch == branch);
        sessions = asked.Topic is null ? sessions : sessions.Where(s => s.Topic == topic);
        return await paging.ReadAsync(sessions.OrderBy(s => s.Id).Facts(db), ItemOf, s => s.Id.Value, http, ct);
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext http, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var facts = await Known(db).Where(s => s.Id == new InfosessionId(id)).Facts(db).SingleOrDefaultAsync(ct);
        return ApiResults.Versioned(http, facts is null ? null : ItemOf(facts), facts?.Version ?? 0);
    }

    private static async Task<ApiPage<RegistrationItem>> RegistrationsAsync(
        [Description("The id of an infosession.")] Guid? infosession, [Description("The id of a person.")] Guid? person, [AsParameters] ApiPaging paging, HttpContext http, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (session, who, after) = (new InfosessionId(infosession ?? default), new PersonId(person ?? default), new RegistrationId(paging.After ?? default));
        var registrations = db.Registrations.AsNoTracking()
            .Where(r => r.Id > after && r.State != RegistrationState.Waiting && r.State != RegistrationState.Offered && r.State != RegistrationState.Expired && Known(db).Any(s => s.Id == r.Infosession));
        registrations = infosession is null ? registrations : registrations.Where(r => r.Infosession == session);
        registrations = person is null ? registrations : registrations.Where(r => r.Person == who);
        return await paging.ReadAsync(registrations.OrderBy(r => r.Id), RegistrationItem.Of, r => r.Id.Value, http, ct);
    }

    private static async Task<IResult> RegisterAsync(Guid id, Guid person, SignUp signUp, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (session, who) = (new InfosessionId(id), new PersonId(person));
        if (!await AreThereAsync(db, session, who, ct))
        {
            return Results.NotFound();
        }

        await signUp.RunAsync(session, who, ct: ct);
        return Results.Ok(RegistrationItem.Of(await db.Registrations.AsNoTracking().SingleAsync(r => r.Infosession == session && r.Person == who, ct)));
    }

    private static async Task<IResult> WithdrawAsync(Guid id, Guid person, Withdraw withdraw, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!await AreThereAsync(db, new InfosessionId(id), new PersonId(person), ct))
        {
            return Results.NotFound();
        }

        await withdraw.RunAsync(new InfosessionId(id), new PersonId(person), ct);
        return Results.NoContent();
    }

    private static IQueryable<Infosession> Known(RolloutDb db) => db.Infosessions.AsNoTracking().WithoutDryRuns().Where(s => s.State != InfosessionState.Draft);

    private static async Task<bool> AreThereAsync(RolloutDb db, InfosessionId id, PersonId person, CancellationToken ct) =>
        await Known(db).AnyAsync(s => s.Id == id, ct) && await db.People.AnyAsync(p => p.Id == person && p.Active, ct);

    private static InfosessionResource ItemOf(InfosessionFacts s) => new(
        s.Id.Value, s.Topic.Value, s.Title.In(s.Language), s.Branch?.Value, s.StartsAt.ToDateTimeOffset(), s.EndsAt.ToDateTimeOffset(), s.Zone.Id, s.Place, s.Link is not null, s.Language, s.Seats, s.Taken, s.Free, s.State);

    private static Instant? Moment(DateTimeOffset? said) => said is { } at ? Instant.FromDateTimeOffset(at) : null;
}
