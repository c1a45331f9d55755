using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.People.One;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>
/// Adds, corrects, retires and restores people as the company's directory asks, through the commands the lead uses. So nobody is removed, the last lead stays, seats of
/// leavers go to the next in line, and a branch that waits for its director gets one.
/// </summary>
internal sealed class ScimUsers(
    IDbContextFactory<RolloutDb> dbs, AddPerson add, CorrectPerson correct, LeavePerson leave, RestorePerson restore, SiteUrl site, IClock clock)
{
    /// <summary>The number of leavers in a day from which a mistake in the directory is suspected, as for files (<see cref="Import.ImportPeople"/>).</summary>
    private const int ManyLeaving = 10;

    /// <summary>And the fraction of all directory users.</summary>
    private const double ManyShare = .2;

    /// <returns>Null when there is no such account.</returns>
    public async Task<JsonObject?> FindAsync(ScimAccountId id, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await LoadAsync(db, id, ct) is var (account, person) ? ScimUser.Of(account, person, site) : null;
    }

    /// <param name="start">From 1.</param>
    public async Task<(int Total, IReadOnlyList<JsonObject> Users)> ListAsync(ScimFilter filter, int start, int count, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wanted = filter.Of(db);
        var total = await wanted.CountAsync(ct);
        var rows = count == 0 ? [] : await (
            from a in wanted.OrderBy(a => a.Id).Skip(start - 1).Take(count)
            join p in db.People on a.Person equals p.Id
            orderby a.Id
            select new { Account = a, Person = p }).AsNoTracking().ToListAsync(ct);
        return (total, rows.ConvertAll(r => ScimUser.Of(r.Account, r.Person, site)));
    }

    /// <exception cref="BrokenRuleException">A <see cref="ScimRules"/> or <see cref="PersonRules"/> rule is broken.</exception>
    public async Task<JsonObject> CreateAsync(JsonObject user, ScimToken token, CancellationToken ct)
    {
        var (userName, external) = (ScimJson.Text(user, "userName"), ScimJson.Text(user, "externalId"));
        ScimRules.HasAUserName.Ensure(userName is { Length: <= ScimAccount.NameLength } && external is null or { Length: <= ScimAccount.NameLength });
        var key = TextNormalizer.Normalize(userName!);
        await using var db = await dbs.CreateDbContextAsync(ct);
        ScimRules.IsNew.Ensure(!await db.ScimAccounts.AnyAsync(a => a.UserNameKey == key || (external != null && a.ExternalId == external), ct));
        var known = await ScimMatching.FindKnownAsync(db, user, ct);
        var branch = await ScimMatching.BranchOfAsync(db, user, known, token, ct);
        var details = ScimUser.Details(user, known, branch);
        var person = known?.Id ?? await add.RunAsync(details, isSomeoneElse: true, ct);
        if (known is not null)
        {
            ScimRules.IsNew.Ensure(!await db.ScimAccounts.AnyAsync(a => a.Person == known.Id, ct));
            await correct.RunAsync(person, known.Version, details, ct);
        }

        var account = ScimAccount.Tie(person, userName!, external, clock.GetCurrentInstant());
        db.ScimAccounts.Add(account);
        await NameAccountAsync(db, account, ct);
        await db.SaveChangesAsync(ct);
        await SetActiveAsync(account.Id, ScimJson.Flag(user, "active") ?? true, token, ct);
        return (await FindAsync(account.Id, ct))!;
    }

    /// <param name="change">Changes the user as it is.</param>
    /// <returns>Null when there is no such account.</returns>
    /// <exception cref="BrokenRuleException">A <see cref="ScimRules"/> or <see cref="PersonRules"/> rule is broken.</exception>
    public async Task<JsonObject?> ChangeAsync(ScimAccountId id, Func<JsonObject, JsonObject> change, ScimToken token, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await LoadAsync(db, id, ct) is not var (account, person))
        {
            return null;
        }

        var user = change(ScimUser.Of(account, person, site));
        var (userName, external) = (ScimJson.Text(user, "userName") ?? account.UserName, ScimJson.Text(user, "externalId") ?? account.ExternalId);
        var key = TextNormalizer.Normalize(userName);
        ScimRules.IsNew.Ensure(!await db.ScimAccounts.AnyAsync(a => a.Id != id && (a.UserNameKey == key || (external != null && a.ExternalId == external)), ct));
        var details = ScimUser.Details(user, person, await ScimMatching.BranchOfAsync(db, user, person, token, ct));
        if (details != DetailsOf(person))
        {
            await correct.RunAsync(person.Id, person.Version, details, ct);
        }

        account.Name(userName, external, person.Active, clock.GetCurrentInstant());
        await NameAccountAsync(db, account, ct);
        await db.SaveChangesAsync(ct);

        // A user without "active" stays as they are.
        await SetActiveAsync(id, ScimJson.Flag(user, "active") ?? person.Active, token, ct);
        return await FindAsync(id, ct);
    }

    /// <summary>Marks a person the directory deleted as left. Their history stays.</summary>
    /// <returns>False when there is no such account.</returns>
    /// <exception cref="BrokenRuleException">A rule keeps them from leaving.</exception>
    public async Task<bool> RemoveAsync(ScimAccountId id, ScimToken token, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await LoadAsync(db, id, ct) is null)
        {
            return false;
        }

        await SetActiveAsync(id, active: false, token, ct);
        await db.ScimAccounts.Where(a => a.Id == id).ExecuteDeleteAsync(ct);
        return true;
    }

    private async Task SetActiveAsync(ScimAccountId id, bool active, ScimToken token, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await LoadAsync(db, id, ct) is not var (account, person) || person.Active == active)
        {
            return;
        }

        if (active)
        {
            await restore.RunAsync(person.Id, ct);
        }
        else
        {
            await EnsureFewLeaveAsync(db, token, ct);
            await leave.RunAsync(person.Id, ct);
        }

        account.Name(account.UserName, account.ExternalId, active, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
    }

    private async Task EnsureFewLeaveAsync(RolloutDb db, ScimToken token, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var lately = now - Duration.FromDays(1);
        var left = await db.ScimAccounts.CountAsync(a => a.LeftAt > lately, ct) + 1;
        ScimRules.FewLeave.Ensure(left < ManyLeaving || now < token.ManyMayLeaveUntil || left <= ManyShare * await db.ScimAccounts.CountAsync(a => a.LeftAt == null || a.LeftAt > lately, ct));
    }

    // Reports of the platform identify people by their account name, which may differ from their address.
    private static async Task NameAccountAsync(RolloutDb db, ScimAccount account, CancellationToken ct)
    {
        var person = await db.People.SingleAsync(p => p.Id == account.Person, ct);
        if (account.UserNameKey.Contains('@', StringComparison.Ordinal) && account.UserNameKey != (person.AccountName ?? person.Email))
        {
            person.NameAccount(account.UserName);
        }
    }

    private static PersonDetails DetailsOf(Person person) => new(person.Branch, person.GivenName, person.Infix, person.FamilyName)
    {
        PersonnelNumber = person.PersonnelNumber,
        Email = person.Email,
        Mobile = person.Mobile,
        Language = person.Language,
        WorkType = person.WorkType,
        JobTitle = person.JobTitle,
        Department = person.Department,
    };

    private static async Task<(ScimAccount Account, Person Person)?> LoadAsync(RolloutDb db, ScimAccountId id, CancellationToken ct) =>
        await db.ScimAccounts.SingleOrDefaultAsync(a => a.Id == id, ct) is { } account
            ? (account, await db.People.AsNoTracking().SingleAsync(p => p.Id == account.Person, ct))
            : null;
}
