using System.Buffers.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Passkeys;

/// <summary>One passkey of the current user.</summary>
/// <param name="UsedOn">Null for one that never signed in.</param>
public sealed record MyPasskey(PasskeyId Id, string Name, LocalDate AddedOn, LocalDate? UsedOn);

/// <summary>The passkeys of the current user, and what a device is asked to make another.</summary>
public sealed record MyPasskeyList(LocalDate Today, IReadOnlyList<MyPasskey> All, Fido2NetLib.CredentialCreateOptions ToAdd);

/// <summary>Lists the passkeys of the current user.</summary>
public sealed class ListMyPasskeys(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, PasskeyServer server, IClock clock)
{
    /// <param name="challenge">Makes the challenge for adding another.</param>
    /// <returns>Null for those who have not proved who they are.</returns>
    public async Task<MyPasskeyList?> RunAsync(Func<PersonId, byte[]> challenge, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        if (!actor.IsVerified)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var zone = await db.Branches.Where(b => b.Id == actor.Branch).Select(b => b.Zone).SingleAsync(ct);
        var keys = await db.Passkeys.AsNoTracking().Where(k => k.Person == actor.Id).OrderBy(k => k.AddedAt).ToListAsync(ct);
        return new MyPasskeyList(
            clock.GetCurrentInstant().InZone(zone).Date,
            keys.ConvertAll(k => new MyPasskey(k.Id, k.Name, k.AddedAt.InZone(zone).Date, k.UsedAt?.InZone(zone).Date)),
            server.ToAdd(challenge(actor.Id), await db.People.SingleAsync(p => p.Id == actor.Id, ct), keys.Select(k => Base64Url.DecodeFromChars(k.Credential))));
    }
}

/// <summary>Adds a passkey of the current user, who has proved by another way who they are, and tells them by mail.</summary>
public sealed class AddPasskey(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, PasskeyServer server, RolloutSettingsCache currentRollout, SiteUrl site, IClock clock)
{
    /// <param name="challenge">What this browser was asked.</param>
    /// <param name="answer">The response of the device, as JSON from the browser.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="PasskeyRules"/> rule is broken.</exception>
    public async Task RunAsync(byte[] challenge, string? answer, string name, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        PasskeyRules.OfVerified.Ensure(actor.IsVerified);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"passkeys/{actor.Id}", ct);
        PasskeyRules.FewEnough.Ensure(await db.Passkeys.CountAsync(k => k.Person == actor.Id, ct) < Passkey.MostEach, Passkey.MostEach);
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == actor.Id, ct);
        var made = await server.CheckNewAsync(answer, server.ToAdd(challenge, person, []), async id => !await IsKnownAsync(db, id, ct), ct);
        var key = Passkey.Add(actor.Id, name, Base64Url.EncodeToString(made.Id), made.PublicKey, made.SignCount, clock.GetCurrentInstant());
        db.Passkeys.Add(key);
        if (person.Email is not null)
        {
            db.Outbox.Add(PasskeyEmails.Added(await currentRollout.GetAsync(ct), person, key.Id, key.Name, site, key.AddedAt));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static Task<bool> IsKnownAsync(RolloutDb db, byte[] id, CancellationToken ct)
    {
        var credential = Base64Url.EncodeToString(id);
        return db.Passkeys.AnyAsync(k => k.Credential == credential, ct);
    }
}

/// <summary>Removes a passkey of the current user and confirms it by mail.</summary>
public sealed class RemovePasskey(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout, SiteUrl site, IClock clock)
{
    public async Task RunAsync(PasskeyId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync($"passkeys/{actor.Id}", ct);
        if (await db.Passkeys.SingleOrDefaultAsync(k => k.Id == id && k.Person == actor.Id, ct) is not { } key)
        {
            return;
        }

        db.Passkeys.Remove(key);
        if (await db.People.AsNoTracking().SingleAsync(p => p.Id == actor.Id, ct) is { Email: not null } person)
        {
            db.Outbox.Add(PasskeyEmails.Removed(await currentRollout.GetAsync(ct), person, key.Id, key.Name, site, clock.GetCurrentInstant()));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
