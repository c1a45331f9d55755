using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Identity;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Participation.Briefs;

/// <summary>
/// Mails the brief for the management meeting every Monday at 07:00 in the house's zone: to the leads and the readers they added. Once for each Monday and reader, by the mail's key;
/// a brief that could not be written on its Monday is not sent any more.
/// </summary>
public sealed class SendBrief(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, WriteBrief write, IClock clock)
{
    /// <summary>In the house's zone.</summary>
    public static readonly LocalTime At = new(7, 0);

    public async Task RunAsync(CancellationToken ct = default)
    {
        if (await rollouts.FindAsync(ct) is not { } rollout)
        {
            return;
        }

        var now = clock.GetCurrentInstant();
        var monday = ActiveWeek.MondayOf(now.InZone(rollout.Zone).Date);
        var end = rollout.Zone.AtStartOfDay(monday.PlusDays(1)).ToInstant();
        if (now < monday.At(At).InZoneLeniently(rollout.Zone).ToInstant() || now >= end)
        {
            return;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await write.RunAsync(db, rollout, $"brief/{LocalDatePattern.Iso.Format(monday)}", end, ct);
    }
}

/// <summary>A lead has the brief of this moment mailed to all who get it.</summary>
public sealed class SendBriefNow(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache rollouts, WriteBrief write, CurrentUserAccessor me, IClock clock)
{
    /// <returns>How many mails there are.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();

        // Pressing twice in a minute is one wish.
        return await write.RunAsync(db, await rollouts.GetAsync(ct), $"brief/now/{now.ToUnixTimeSeconds() / 60}", now + Duration.FromDays(1), ct);
    }
}

/// <summary>Writes the brief to everyone who gets it and has not got it under this key.</summary>
public sealed class WriteBrief(ReadParticipation read, BriefEmails emails, IClock clock)
{
    public async Task<int> RunAsync(RolloutDb db, RolloutSettings rollout, string key, Instant uselessFrom, CancellationToken ct = default)
    {
        if (await read.RunAsync(new ParticipationAsked(null, null, Figure.Active), ParticipationViewer.Lead, ct) is not { Day: not null } view)
        {
            return 0;
        }

        var now = clock.GetCurrentInstant();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        var mails = (await ReadersAsync(db, ct)).ConvertAll(reader => emails.Brief(rollout, view, reader, key, now, uselessFrom));
        var keys = mails.ConvertAll(m => m.Key);
        var written = await db.Outbox.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(ct);
        db.Outbox.AddRange(mails.Where(m => !written.Contains(m.Key)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return mails.Count - written.Count;
    }

    /// <summary>The leads and the readers they added, as far as they work here and have a mail address.</summary>
    internal static Task<List<Person>> ReadersAsync(RolloutDb db, CancellationToken ct) =>
        db.People.AsNoTracking().Where(p => p.Active && p.Email != null && (p.IsLead || db.BriefReaders.Any(r => r.Person == p.Id))).OrderBy(p => p.FamilyName).ThenBy(p => p.GivenName).ToListAsync(ct);
}
