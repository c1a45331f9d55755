using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.People;
using Rollout.Notifications.Returns;

namespace Rollout.App.Modules.Outbox.Returns;

/// <summary>An address to which nothing is mailed.</summary>
public sealed record AddressThatFails(string Address, ReturnKind Because, string Detail, Instant Since, PersonId Person, string Name, DateTimeZone Zone);

/// <summary>Lists the addresses of people who work here to which nothing is mailed, and how many mails a rule of a mail system refused lately.</summary>
public sealed class ListSuppressedAddresses(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private static readonly Duration Lately = Duration.FromDays(30);

    public async Task<(IReadOnlyList<AddressThatFails> Addresses, int RefusedByRule)> RunAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (zone, since) = (await db.Rollouts.Select(r => r.Zone).SingleAsync(ct), clock.GetCurrentInstant() - Lately);
        var addresses = await (
            from address in db.SuppressedAddresses
            join person in db.People on address.Address equals person.Email
            where person.Active
            orderby address.Since descending
            select new AddressThatFails(address.Address, address.Because, address.Detail, address.Since, person.Id, person.Name, zone)).AsNoTracking().ToListAsync(ct);
        return (addresses, await db.MailReports.CountAsync(r => (r.Kind == ReturnKind.Policy || r.Kind == ReturnKind.Sender) && r.At > since, ct));
    }
}

/// <summary>The lead says that an address takes mail again.</summary>
public sealed class TrustAddress(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task RunAsync(string address, CancellationToken ct = default)
    {
        OutboxRules.OnlyTheLeadResends.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SuppressedAddresses.Where(a => a.Address == address).ExecuteDeleteAsync(ct);
        await db.MailReports.Where(r => r.Address == address).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
