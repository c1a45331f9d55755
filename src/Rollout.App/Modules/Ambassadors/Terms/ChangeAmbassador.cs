using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>The lead changes an ambassador's quota or window.</summary>
public sealed class ChangeAmbassador(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="version">The version shown on the form.</param>
    public async Task RunAsync(AmbassadorId id, int version, int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ambassador = await db.Ambassadors.SingleAsync(a => a.Id == id, ct);
        db.Entry(ambassador).Property(a => a.Version).OriginalValue = version;
        var (now, person) = (clock.GetCurrentInstant(), await db.People.SingleAsync(p => p.Id == ambassador.Person, ct));
        ambassador.Change(quota, from, until, await db.TodayOfAsync(person, now, ct), now);
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>The lead appoints someone again who stepped down, and notifies them.</summary>
public sealed class ReappointAmbassador(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, AmbassadorEmails letters, IClock clock)
{
    public async Task RunAsync(AmbassadorId id, int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var ambassador = await db.Ambassadors.SingleAsync(a => a.Id == id, ct);
        var person = await db.People.SingleAsync(p => p.Id == ambassador.Person, ct);
        AmbassadorRules.NeedsAnEmail.Ensure(person is { Active: true, Email: not null });
        var now = clock.GetCurrentInstant();
        ambassador.Reappoint(quota, from, until, await db.TodayOfAsync(person, now, ct), now);
        db.Outbox.Add(letters.Welcome(await rollout.GetAsync(ct), ambassador, person, now));
        await db.SaveChangesAsync(ct);
    }
}
