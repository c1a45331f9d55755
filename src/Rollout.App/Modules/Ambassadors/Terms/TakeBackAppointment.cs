using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Ambassadors;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Ambassadors.Terms;

/// <summary>Whether an appointment can still be taken back, and whether the person heard of it.</summary>
public enum TakeBackState
{
    /// <summary>The ambassador has already done something, so the term can only be ended.</summary>
    Used,

    /// <summary>The welcome has not left yet, and will not.</summary>
    Untold,

    /// <summary>The welcome was already sent, so a second mail says that it was a mistake.</summary>
    Told,
}

/// <summary>The lead takes back a mistaken appointment, which leaves no trace. Possible until the ambassador has done something.</summary>
public sealed class TakeBackAppointment(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, TermEmails letters, IClock clock)
{
    /// <summary>Looks only.</summary>
    public async Task<TakeBackState> FindStateAsync(AmbassadorId id, CancellationToken ct = default)
    {
        await me.GetReaderAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await StateOfAsync(db, await db.Ambassadors.AsNoTracking().SingleAsync(a => a.Id == id, ct), ct);
    }

    /// <exception cref="Domain.SharedKernel.BrokenRuleException"><see cref="AmbassadorRules.TakenBackWhileUnused"/></exception>
    public async Task RunAsync(AmbassadorId id, CancellationToken ct = default)
    {
        await me.GetLeadAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var ambassador = await db.Ambassadors.SingleAsync(a => a.Id == id, ct);
        var state = await StateOfAsync(db, ambassador, ct);
        AmbassadorRules.TakenBackWhileUnused.Ensure(state != TakeBackState.Used);
        await db.ShareTexts.Where(t => t.Ambassador == id).ExecuteDeleteAsync(ct);
        db.Ambassadors.Remove(ambassador);
        if (state == TakeBackState.Told)
        {
            db.Outbox.Add(letters.TakenBack(await rollout.GetAsync(ct), ambassador, await db.People.SingleAsync(p => p.Id == ambassador.Person, ct), clock.GetCurrentInstant()));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<TakeBackState> StateOfAsync(RolloutDb db, Ambassador ambassador, CancellationToken ct)
    {
        var (id, person, key) = (ambassador.Id, ambassador.Person, AmbassadorEmails.WelcomeKey(ambassador));
        var used = ambassador is { WindowMovedAt: not null } or { SteppedDownAt: not null } || await db.Ambassadors.AnyAsync(a =>
            a.HandedTo == id
            || (a.Id == id && (db.Invitations.Any(i => i.Ambassador == id) || db.Claims.Any(c => c.Ambassador == id) || db.Confirmations.Any(c => c.Ambassador == id)
                || db.Credits.Any(c => c.Ambassador == id || c.EarnedBy == id) || db.CreditMoves.Any(m => m.From == id || m.To == id)
                || db.CreditReviews.Any(r => r.By == id) || db.SeasonTerms.Any(t => t.Ambassador == id) || db.Spotlights.Any(s => s.Person == person)
                || db.Candidates.Any(c => c.Person == person && c.State == CandidateState.Accepted))), ct);
        return used ? TakeBackState.Used
            : await db.Outbox.AnyAsync(m => m.Key == key && m.State == OutboxState.Queued, ct) ? TakeBackState.Untold
            : TakeBackState.Told;
    }
}

/// <summary>Suppresses the welcome of someone whose appointment was taken back, or whose term was ended, before it was sent.</summary>
internal sealed class WelcomeGuard : ISendGuard
{
    public bool Knows(string about) => about == AmbassadorEmails.WelcomeAbout;

    public async Task<IReadOnlyDictionary<OutboxMessageId, string>> SuppressAsync(RolloutDb db, IReadOnlyList<OutboxMessage> messages, Instant now, CancellationToken ct)
    {
        var people = messages.Select(m => m.Person!.Value).Distinct().ToList();
        var serving = await db.Ambassadors.Where(a => people.Contains(a.Person) && a.SteppedDownAt == null).Select(a => a.Person).ToHashSetAsync(ct);
        return messages.Where(m => !serving.Contains(m.Person!.Value)).ToDictionary(m => m.Id, _ => "taken-back");
    }
}
