using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Identity.SignIn;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.CompanyAccounts;

/// <summary>
/// Signs in the person whose account the company's sign-in service vouches for. At first they are found by an address, which ties the account to them; from then
/// on by the account alone.
/// </summary>
public sealed class SignInWithCompanyAccount(IDbContextFactory<RolloutDb> dbs, IOptions<CompanyAccountSettings> settings, IEnumerable<IRolesFromAccount> roles, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CompanyAccountRules"/> rule is broken.</exception>
    public async Task<SignInResult> RunAsync(ClaimsPrincipal user, CancellationToken ct = default)
    {
        var token = CompanyToken.Of(user, settings.Value);
        CompanyAccountRules.IsOfThisCompany.Ensure(token is not null);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync("company-account", ct);
        var person = await FindTiedAsync(db, token!, ct) ?? await TieAsync(db, token!, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (token!.Roles is { } held)
        {
            foreach (var follows in roles)
            {
                await follows.RunAsync(person.Id, Holds(held, settings.Value.LeadRole), Holds(held, settings.Value.FacilitatorRole), ct);
            }
        }

        return new SignInResult(person.Id, true, person.Language);
    }

    private static bool? Holds(IReadOnlyList<string> roles, string? role) => string.IsNullOrEmpty(role) ? null : roles.Contains(role);

    private static async Task<Person?> FindTiedAsync(RolloutDb db, CompanyToken token, CancellationToken ct)
    {
        var person = await (
            from a in db.CompanyAccounts
            where a.Issuer == token.Issuer && a.Subject == token.Subject
            join p in db.People on a.Person equals p.Id
            select p).AsNoTracking().SingleOrDefaultAsync(ct);
        CompanyAccountRules.WorksHere.Ensure(person is null or { Active: true });
        return person;
    }

    private async Task<Person> TieAsync(RolloutDb db, CompanyToken token, CancellationToken ct)
    {
        var found = await db.People.AsNoTracking().Where(p => p.Active && (token.Addresses.Contains(p.Email!) || token.Addresses.Contains(p.AccountName!))).OrderBy(p => p.Id).Take(2).ToListAsync(ct);
        CompanyAccountRules.IsKnown.Ensure(found.Count > 0);
        CompanyAccountRules.IsOnePersons.Ensure(found.Count == 1);
        var id = found[0].Id;
        CompanyAccountRules.IsTheirOnly.Ensure(!await db.CompanyAccounts.AnyAsync(a => a.Person == id && a.Issuer == token.Issuer, ct));
        db.CompanyAccounts.Add(CompanyAccount.Tie(token.Issuer, token.Subject, id, clock.GetCurrentInstant()));
        return found[0];
    }
}

/// <summary>Lets roles follow what the company's sign-in service says of someone.</summary>
public interface IRolesFromAccount
{
    /// <param name="leads">Whether they lead; null when that is not the service's to say.</param>
    /// <param name="facilitates">Whether they facilitate; null when that is not the service's to say.</param>
    Task RunAsync(PersonId person, bool? leads, bool? facilitates, CancellationToken ct = default);
}
