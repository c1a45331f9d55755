using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.App.Shared.Outbox.Returns;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;
using Rollout.Notifications.Returns;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// Declining an infosession in a calendar gives up the seat, like the withdraw button does: the next in line gets it. An answer to an invitation that was
/// changed since says nothing about the new time.
/// </summary>
internal sealed class DeclinedInvitations(IDbContextFactory<RolloutDb> dbs, Withdraw withdraw) : IReturnHandler
{
    private const string Prefix = "infosession-";
    private const string Suffix = "@rollout";

    public ReturnKind Kind => ReturnKind.Declined;

    public async Task<bool> HandleAsync(ReturnedMail mail, OutboxMessage? about, CancellationToken ct)
    {
        if (mail.Detail is not { } uid || !uid.StartsWith(Prefix, StringComparison.Ordinal) || !uid.EndsWith(Suffix, StringComparison.Ordinal) || !Guid.TryParse(uid[Prefix.Length..^Suffix.Length], out var id))
        {
            return false;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var address = mail.Addresses![0].ToLowerInvariant();
        var registration = await (
            from r in db.Registrations
            join s in db.Infosessions on r.Infosession equals s.Id
            join p in db.People on r.Person equals p.Id
            where s.Id == new InfosessionId(id) && p.Email == address && r.State == RegistrationState.Registered && s.Sequence <= mail.Sequence
            select new { r.Infosession, r.Person }).SingleOrDefaultAsync(ct);
        if (registration is null)
        {
            return false;
        }

        await withdraw.RunAsync(registration.Infosession, registration.Person, ct);
        return true;
    }
}
