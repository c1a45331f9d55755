using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.People.One;

/// <summary>The lead adds one person.</summary>
internal sealed class AddPerson(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="isSomeoneElse">Confirms that this is not the person of the same name who is already in the branch.</param>
    /// <exception cref="BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    public async Task<PersonId> RunAsync(PersonDetails details, bool isSomeoneElse = false, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.BranchOfAsync(details, ct);
        var taken = await TakenKeys.FindAsync(db, details, branch.Country, null, ct);
        var namesake = isSomeoneElse ? null : await taken.NamesakeAsync(db, ct);
        Person person = null!;
        RuleSet.EnsureAll(
            () => person = Person.Employ(details, branch.Country),
            taken.EnsureFree,
            () => PersonRules.IsNotHereYet.Ensure(namesake is null, namesake ?? "", branch.Name));
        db.People.Add(person);
        branch.WelcomeDirector(person);
        await db.SavePersonAsync(dbs, details, branch.Country, person.Id, ct);
        return person.Id;
    }
}

/// <summary>The lead corrects what is known of one person.</summary>
internal sealed class CorrectPerson(IDbContextFactory<RolloutDb> dbs)
{
    /// <param name="version">Of the person as they were shown.</param>
    /// <exception cref="BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    /// <exception cref="DbUpdateConcurrencyException">Someone changed the person since.</exception>
    public async Task RunAsync(PersonId id, int version, PersonDetails details, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        db.Entry(person).Property(p => p.Version).OriginalValue = version;
        var branch = await db.BranchOfAsync(details, ct);
        var taken = await TakenKeys.FindAsync(db, details, branch.Country, id, ct);
        var directs = await db.Branches.Where(b => b.Director == id).ToListAsync(ct);
        RuleSet.EnsureAll(
            () => person.Correct(details, branch.Country),
            taken.EnsureFree,
            () => PersonRules.DirectorStaysReachable.Ensure(
                directs.TrueForAll(b => b.Id == branch.Id && details.Email is not null), string.Join(", ", directs.Select(b => b.Name))));
        branch.WelcomeDirector(person);
        await db.SavePersonAsync(dbs, details, branch.Country, id, ct);
    }
}

/// <summary>Who else has the keys that someone is to get.</summary>
internal sealed class TakenKeys
{
    private string? _number;
    private string? _email;
    private string? _mobile;
    private string _name = "";
    private BranchId _branch;

    /// <param name="of">Who has them rightly; null for someone new.</param>
    public static async Task<TakenKeys> FindAsync(RolloutDb db, PersonDetails details, string country, PersonId? of, CancellationToken ct)
    {
        var others = db.People.Where(p => of == null || p.Id != of);
        var (number, email) = (details.PersonnelNumber is { } n ? TextNormalizer.Normalize(n) : null, details.Email is { } e ? TextNormalizer.Normalize(e) : null);
        var mobile = number is null && email is null && details.Mobile is { } m ? MobileNumber.International(m, country) : null;
        return new TakenKeys
        {
            _name = PersonNames.Folded(PersonNames.Full(details.GivenName, details.Infix, details.FamilyName)),
            _branch = details.Branch,
            _number = number is null ? null : await others.Where(p => p.PersonnelKey == number).Select(p => p.Name).FirstOrDefaultAsync(ct),
            _email = email is null ? null : await others.Where(p => p.Email == email).Select(p => p.Name).FirstOrDefaultAsync(ct),
            _mobile = mobile is null ? null : await others.Where(p => p.MobileKey == mobile && p.PersonnelKey == null && p.Email == null).Select(p => p.Name).FirstOrDefaultAsync(ct),
        };
    }

    public void EnsureFree() => RuleSet.EnsureAll(
        () => PersonRules.NumberIsFree.Ensure(_number is null, _number ?? ""),
        () => PersonRules.EmailIsFree.Ensure(_email is null, _email ?? ""),
        () => PersonRules.MobileIsFree.Ensure(_mobile is null, _mobile ?? ""));

    /// <summary>Someone of the same name in the same branch, who may be the same.</summary>
    public Task<string?> NamesakeAsync(RolloutDb db, CancellationToken ct) =>
        db.People.Where(p => p.Branch == _branch && p.SearchName == _name).Select(p => (string?)p.Name).FirstOrDefaultAsync(ct);
}

internal static class SavingPeople
{
    public static async Task<Branch> BranchOfAsync(this RolloutDb db, PersonDetails details, CancellationToken ct)
    {
        var branch = await db.Branches.SingleOrDefaultAsync(b => b.Id == details.Branch, ct);
        if (branch is null)
        {
            RuleSet.EnsureAll(() => PersonRules.WorksInABranch.Ensure(holds: false), () => details.Validate(country: null));
        }

        return branch!;
    }

    /// <summary>A branch that waits for a director with this address has one.</summary>
    public static void WelcomeDirector(this Branch branch, Person person)
    {
        if (branch.DirectorEmail is { } awaited && person.Email is not null && TextNormalizer.Normalize(awaited) == person.Email)
        {
            branch.AssignDirector(person.Id);
        }
    }

    /// <summary>Saves; where someone else got one of the keys at the same moment, it says so.</summary>
    public static async Task SavePersonAsync(this RolloutDb db, IDbContextFactory<RolloutDb> dbs, PersonDetails details, string country, PersonId id, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
        {
            await using var look = await dbs.CreateDbContextAsync(ct);
            (await TakenKeys.FindAsync(look, details, country, id, ct)).EnsureFree();
            throw;
        }
    }
}
