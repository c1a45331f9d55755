using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.Components;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>One person in the list.</summary>
/// <param name="Reach">How they can be reached: e-mail address, otherwise mobile number, otherwise empty.</param>
public sealed record PersonLine(
    PersonId Id, string Name, string Branch, string BranchCode, WorkType WorkType, string JobTitle, string Department, string? PersonnelNumber, string? Reach, bool IsLead, bool IsFacilitator, bool Active);

/// <summary>A branch to choose from.</summary>
public sealed record BranchOption(BranchId Id, string Name);

/// <summary>One page of the people found.</summary>
/// <param name="Found">The total over all pages.</param>
/// <param name="Everyone">How many people work here in total.</param>
/// <param name="Page">From 1.</param>
public sealed record PeopleList(IReadOnlyList<PersonLine> People, int Found, int Everyone, int Page, int Pages, IReadOnlyList<BranchOption> Branches);

/// <summary>The filter of the list.</summary>
/// <param name="Text">What was typed in the search box: see <see cref="PeopleSearch"/>.</param>
/// <param name="Left">People who left instead of people who work here.</param>
/// <param name="Page">From 1; a page past the last gives the last.</param>
public sealed record PeopleFilter(string? Text, BranchId? Branch, bool Left, int Page)
{
    /// <summary>Only people with neither e-mail nor mobile: no message reaches them.</summary>
    public bool Unreachable { get; init; }

    public PeopleOrder Order { get; init; }
}

/// <summary>The order of the list; within it, by family name.</summary>
public enum PeopleOrder
{
    Name,
    Branch,
    Department,
    WorkType,
}

/// <summary>The filter as the address of the page and of its files has it. Values that make no sense are ignored.</summary>
public sealed record PeopleQuery
{
    public string? Q { get; init; }

    public string? Branch { get; init; }

    /// <summary>Any value lists people who left.</summary>
    public string? Left { get; init; }

    /// <summary><c>none</c> to list who cannot be reached.</summary>
    public string? Reach { get; init; }

    public string? Order { get; init; }

    public PeopleFilter ToFilter(int page = 1) => new(Q, QueryParameters.Id(Branch) is { } id ? new(id) : null, Left is not null, page)
    {
        Unreachable = Reach == "none",
        Order = QueryParameters.Choice<PeopleOrder>(Order),
    };
}

/// <summary>Lists people by family name, sorted as in their branch's country.</summary>
public sealed class ListPeople(IDbContextFactory<RolloutDb> dbs)
{
    public const int PageSize = 25;

    private const int MostMatches = 20;

    public async Task<PeopleList> RunAsync(PeopleFilter wanted, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var everyone = await db.People.CountAsync(p => p.Active, ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new BranchOption(b.Id, b.Name)).ToListAsync(ct);
        var found = Filter(db.People, wanted);
        var count = await found.CountAsync(ct);
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        var page = Math.Clamp(wanted.Page, 1, pages);

        var people = await Lines(db, found, wanted.Order).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new PeopleList(people, count, everyone, page, pages, branches);
    }

    /// <summary>Everyone found, over all pages.</summary>
    public async IAsyncEnumerable<PersonLine> AllAsync(PeopleFilter wanted, [EnumeratorCancellation] CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await foreach (var person in Lines(db, Filter(db.People, wanted), wanted.Order).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return person;
        }
    }

    /// <summary>Others who match what was typed, whether they work here or left: one of them may be the same person.</summary>
    public async Task<IReadOnlyList<PersonLine>> SameAsync(string text, PersonId than, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return PeopleSearch.IsAsked(text) ? await Lines(db, db.People.Where(p => p.Id != than && p.MergedInto == null).Matching(text)).Take(MostMatches).ToListAsync(ct) : [];
    }

    private static IQueryable<PersonLine> Lines(RolloutDb db, IQueryable<Person> people, PeopleOrder order = PeopleOrder.Name)
    {
        var lines = people.Join(db.Branches, p => p.Branch, b => b.Id, (p, b) => new { Person = p, Branch = b });
        var sorted = order switch
        {
            PeopleOrder.Branch => lines.OrderBy(x => x.Branch.Position).ThenBy(x => x.Person.SortName),
            PeopleOrder.Department => lines.OrderBy(x => x.Person.Department).ThenBy(x => x.Person.SortName),
            PeopleOrder.WorkType => lines.OrderBy(x => x.Person.WorkType).ThenBy(x => x.Person.SortName),
            _ => lines.OrderBy(x => x.Person.SortName),
        };
        return sorted.ThenBy(x => x.Person.Id).Select(x => new PersonLine(
                x.Person.Id, x.Person.Name, x.Branch.Name, x.Branch.Code, x.Person.WorkType, x.Person.JobTitle, x.Person.Department, x.Person.PersonnelNumber,
                x.Person.Email ?? x.Person.Mobile, x.Person.IsLead, x.Person.IsFacilitator, x.Person.Active));
    }

    private static IQueryable<Person> Filter(IQueryable<Person> people, PeopleFilter wanted)
    {
        people = people.Where(p => p.Active != wanted.Left && p.MergedInto == null && p.AnonymisedAt == null);
        if (wanted.Unreachable)
        {
            people = people.Where(p => p.Email == null && p.Mobile == null);
        }

        if (wanted.Branch is { } branch)
        {
            people = people.Where(p => p.Branch == branch);
        }

        return people.Matching(wanted.Text);
    }
}
