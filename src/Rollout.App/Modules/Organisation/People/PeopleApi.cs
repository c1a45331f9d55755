using System.ComponentModel;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>A branch, for clients of the API.</summary>
internal sealed record BranchItem(Guid Id, string Code, string Name, string Country, string TimeZone);

/// <summary>A person, for clients of the API.</summary>
/// <param name="Branch">The id of the branch.</param>
internal sealed record PersonItem(
    Guid Id, string? PersonnelNumber, string Name, string GivenName, string Infix, string FamilyName, string? Email, string? Mobile, string? Language, Guid Branch, WorkType WorkType, string JobTitle, string Department, bool Active)
{
    public static PersonItem Of(Person p) => new(
        p.Id.Value, p.PersonnelNumber, p.Name, p.GivenName, p.Infix, p.FamilyName, p.Email, p.Mobile, p.Language, p.Branch.Value, p.WorkType, p.JobTitle, p.Department, p.Active);
}

/// <summary>What clients ask about people: who they are, and never what they do.</summary>
internal static class PeopleApi
{
    /// <summary>Which people.</summary>
    internal sealed record PeopleAsked
    {
        [Description("As in the search box of the page: words of a name, an address, a personnel or mobile number.")]
        public string? Q { get; init; }

        [Description("The id of a branch.")]
        public Guid? Branch { get; init; }

        [Description("false for who has left; who works here when not said.")]
        public bool? Active { get; init; }
    }

    public static void MapPeopleApi(this RouteGroupBuilder api)
    {
        api.MapGet("/branches", BranchesAsync).RequireScope(ApiScopes.PeopleRead).WithTags("People").WithName("ListBranches").WithSummary("All branches");
        api.MapGet("/people", ListAsync).RequireScope(ApiScopes.PeopleRead).WithTags("People").WithName("ListPeople").WithSummary("People");
        api.MapGet("/people/{id:guid}", FindAsync).RequireScope(ApiScopes.PeopleRead).WithTags("People").WithName("FindPerson").WithSummary("One person, with an ETag")
            .Produces<PersonItem>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<ApiPage<BranchItem>> BranchesAsync(IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return new ApiPage<BranchItem>([.. (await db.Branches.AsNoTracking().OrderBy(b => b.Position).ToListAsync(ct)).Select(b => new BranchItem(b.Id.Value, b.Code, b.Name, b.Country, b.Zone.Id))], null);
    }

    private static async Task<ApiPage<PersonItem>> ListAsync([AsParameters] PeopleAsked asked, [AsParameters] ApiPaging paging, HttpContext http, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (active, branch, after) = (asked.Active ?? true, new BranchId(asked.Branch ?? default), new PersonId(paging.After ?? default));
        var people = db.People.AsNoTracking().Where(p => p.Active == active && p.MergedInto == null && p.AnonymisedAt == null && p.Id > after).Matching(asked.Q);
        return await paging.ReadAsync((asked.Branch is null ? people : people.Where(p => p.Branch == branch)).OrderBy(p => p.Id), PersonItem.Of, p => p.Id.Value, http, ct);
    }

    private static async Task<IResult> FindAsync(Guid id, HttpContext http, IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == new PersonId(id) && p.MergedInto == null, ct);
        return ApiResults.Versioned(http, person is null ? null : PersonItem.Of(person), person?.Version ?? 0);
    }
}
