using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Waiting;

/// <summary>Someone an ambassador is asked to speak to, and the step to ask them for. Their activity is not included.</summary>
internal sealed record PersonToSpeakTo(OutboxMessageId Id, string Name, string Subject, NudgeStep Step);

/// <summary>Lists whom the current ambassador is asked to speak to: those they invited, and those of their branch whom nobody invited.</summary>
internal sealed class ListPeopleToSpeakTo(IDbContextFactory<RolloutDb> dbs, WaitingNudges waiting, CurrentUserAccessor me, IClock clock)
{
    public async Task<IReadOnlyList<PersonToSpeakTo>> RunAsync(CancellationToken ct = default)
    {
        var user = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (!user.IsAmbassador)
        {
            return [];
        }

        var today = clock.GetCurrentInstant().InZone(await db.Rollouts.Select(r => r.Zone).SingleAsync(ct)).Date;
        var messages = await waiting.ListAsync(db, WaitingNudges.ToSpeakTo(db, user, today), ct);
        var ids = messages.Select(m => new NudgeRunId(m.SubjectId!.Value)).ToList();
        var runs = await db.NudgeRuns.Where(r => ids.Contains(r.Id))
            .Join(db.NudgeRules.SelectMany(r => r.Versions), r => new { r.Rule, Number = r.RuleVersion }, v => new { v.Rule, v.Number }, (r, v) => new { r.Id, v.Content }).AsNoTracking().ToDictionaryAsync(r => r.Id.Value, r => r.Content.Step, ct);
        return [.. messages.Select(m => new PersonToSpeakTo(m.Id, m.Name, m.Subject, runs[m.SubjectId!.Value]))];
    }
}

/// <summary>The current ambassador spoke to someone.</summary>
internal sealed class NoteSpoken(IDbContextFactory<RolloutDb> dbs, WaitingNudges waiting, CurrentUserAccessor me, IClock clock)
{
    public async Task RunAsync(OutboxMessageId id, CancellationToken ct = default)
    {
        var user = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (user.IsAmbassador)
        {
            var today = clock.GetCurrentInstant().InZone(await db.Rollouts.Select(r => r.Zone).SingleAsync(ct)).Date;
            await waiting.DeliverAsync(db, WaitingNudges.ToSpeakTo(db, user, today).Where(m => m.Id == id), ct);
        }
    }
}
