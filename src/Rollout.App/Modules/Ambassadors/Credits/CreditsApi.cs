using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Credits;

/// <summary>A credit, for clients of the API.</summary>
/// <param name="Ambassador">The id of the ambassador as a person.</param>
/// <param name="Colleague">The id of the colleague whose profile is complete.</param>
internal sealed record CreditItem(Guid Ambassador, Guid Colleague, DateTimeOffset At, CreditEvidence Evidence, bool Provisional);

/// <summary>What the platform says of someone's profile.</summary>
internal sealed record ProfileInput([property: Description("From when on it is complete; now when not said.")] DateTimeOffset? CompleteSince);

/// <summary>The outcome of the request.</summary>
/// <param name="Credited">Whether an ambassador has the credit.</param>
internal sealed record ProfileItem(Guid Person, bool Credited);

/// <summary>What clients ask about the credits of this season, and what the platform says of profiles.</summary>
internal static class CreditsApi
{
    public static void MapCreditsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/credits", ListAsync).RequireScope(ApiScopes.CreditsRead).WithTags("Credits").WithName("ListCredits").WithSummary("Credits of this season");
        api.MapPut("/people/{id:guid}/profile", ConfirmAsync).RequireScope(ApiScopes.ProfilesWrite).WithTags("Credits").WithName("ConfirmProfile")
            .WithSummary("The platform says that someone's profile is complete, which settles the credit").Produces<ProfileItem>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<ApiPage<CreditItem>> ListAsync(
        [Description("The id of a person: only what counts for them.")] Guid? ambassador, [AsParameters] ApiPaging paging, HttpContext http, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (person, after) = (new PersonId(ambassador ?? default), new CreditId(paging.After ?? default));
        var credits = from c in db.Credits.AsNoTracking()
                      where c.Id > after
                      join a in db.Ambassadors on c.Ambassador equals a.Id
                      where ambassador == null || a.Person == person
                      orderby c.Id
                      select new { Credit = c, a.Person };
        return await paging.ReadAsync(
            credits, c => new CreditItem(c.Person.Value, c.Credit.Colleague.Value, c.Credit.At.ToDateTimeOffset(), c.Credit.Evidence, c.Credit.Provisional), c => c.Credit.Id.Value, http, ct);
    }

    private static async Task<IResult> ConfirmAsync(Guid id, ProfileInput said, ConfirmByPlatform confirm, IClock clock, CancellationToken ct) =>
        await confirm.RunAsync(new PersonId(id), said.CompleteSince is { } since ? Instant.FromDateTimeOffset(since) : clock.GetCurrentInstant(), ct) is (true, var credit)
            ? Results.Ok(new ProfileItem(id, credit is not null))
            : Results.NotFound();
}
