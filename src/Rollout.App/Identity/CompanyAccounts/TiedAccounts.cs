using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Identity.CompanyAccounts;

/// <summary>An account with which someone signs in.</summary>
/// <param name="Issuer">The sign-in service that vouches for it.</param>
public sealed record TiedAccount(string Issuer, LocalDate Since)
{
    /// <summary>"login.microsoftonline.com".</summary>
    public string Service => Uri.TryCreate(Issuer, UriKind.Absolute, out var address) ? address.Host : Issuer;
}

/// <summary>Lists the accounts with which someone signs in.</summary>
public sealed class ListTiedAccounts(IDbContextFactory<RolloutDb> dbs)
{
    public async Task<IReadOnlyList<TiedAccount>> RunAsync(PersonId person, DateTimeZone zone, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var accounts = await db.CompanyAccounts.AsNoTracking().Where(a => a.Person == person).OrderBy(a => a.TiedAt).ToListAsync(ct);
        return accounts.ConvertAll(a => new TiedAccount(a.Issuer, a.TiedAt.InZone(zone).Date));
    }
}

/// <summary>The lead unties an account that is not this person's, and ends the sessions that may have begun with it. The next sign-in with it is matched again from the start.</summary>
public sealed class UntieAccount(IDbContextFactory<RolloutDb> dbs)
{
    public async Task RunAsync(PersonId person, string issuer, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.CompanyAccounts.RemoveRange(await db.CompanyAccounts.Where(a => a.Person == person && a.Issuer == issuer).ToListAsync(ct));
        await db.SaveChangesAsync(ct);
        await db.SignInSessions.Where(s => s.Person == person).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
