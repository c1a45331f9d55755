using Microsoft.EntityFrameworkCore;
using Rollout.App.Data;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Features.People;

/// <summary>One person in the list.</summary>
/// <param name="Reach">How they are reached: e-mail, else mobile, else nothing.</param>
public sealed record PersonLine(
    PersonId Id, string Name, string Branch, string BranchCode, WorkType WorkType, string JobTitle, string Department, string? PersonnelNumber, string? Reach, bool IsLead, bool IsFacilitator, bool Active);

/// <summary>A branch to choose from.</summary>
public sealed record BranchChoice(BranchId Id, string Name);

/// <summary>One page of the people who were asked for.</summary>
/// <param name="Found">How many were found over all pages.</param>
/// <param name="Everyone">How many work here, whatever was asked.</param>
/// <param name="Page">From 1.</param>
public sealed record PeopleFound(IReadOnlyList<PersonLine> People, int Found, int Everyone, int Page, int Pages, IReadOnlyList<BranchChoice> Branches);

/// <summary>What is looked for.</summary>
/// <param name="Text">Words of a name, an e-mail address, a department or a personnel number.</param>
/// <param name="Left">Those who left instead of those who work here.</param>
/// <param name="Page">From 1; a page past the last is the last.</param>
public sealed record PeopleWanted(string? Text, BranchId? Branch, bool Left, int Page);

/// <summary>The people of the company, by family name as their country sorts it.</summary>
public sealed class ListPeople(IDbContextFactory<RolloutDb> dbs)
{
    public const int PageSize = 50;

    public async Task<PeopleFound> RunAsync(PeopleWanted wanted, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var everyone = await db.People.CountAsync(p => p.Active, ct);
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new BranchChoice(b.Id, b.Name)).ToListAsync(ct);
        var found = Filter(db.People, wanted);
        var count = await found.CountAsync(ct);
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        var page = Math.Clamp(wanted.Page, 1, pages);

        var people = await found
            .Join(db.Branches, p => p.Branch, b => b.Id, (p, b) => new { Person = p, Branch = b })
            .OrderBy(x => x.Person.SortName).ThenBy(x => x.Person.Id)
            .Skip((page - 1) * PageSize).Take(PageSize)
            .Select(x => new PersonLine(
                x.Person.Id, x.Person.Name, x.Branch.Name, x.Branch.Code, x.Person.WorkType, x.Person.JobTitle, x.Person.Department, x.Person.PersonnelNumber,
                x.Person.Email ?? x.Person.Mobile, x.Person.IsLead, x.Person.IsFacilitator, x.Person.Active))
            .ToListAsync(ct);
        return new PeopleFound(people, count, everyone, page, pages, branches);
    }

    private static IQueryable<Person> Filter(IQueryable<Person> people, PeopleWanted wanted)
    {
        people = people.Where(p => p.Active != wanted.Left);
        if (wanted.Branch is { } branch)
        {
            people = people.Where(p => p.Branch == branch);
        }

        foreach (var word in Matching.Key(wanted.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(8))
        {
            people = people.Where(p => p.SearchName.Contains(word) || p.Email!.Contains(word) || p.DepartmentKey.Contains(word) || p.PersonnelKey == word);
        }

        return people;
    }
}
