using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Asks people without an infosession to pick one before their branch goes live. Being on a waiting list counts as picking one.</summary>
internal sealed class NoInfosessionSource(RolloutSettingsCache current, NoInfosessionEmail letter) : INudgeSource
{
    public string Code => NoInfosessionRule.Rule;

    public bool OnceAWeek => false;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        var registrations = db.Registrations.WithoutDryRuns(db);
        var horizon = now + Duration.FromDays(NoInfosessionRule.DaysBefore + 5);
        var rows = await (
            from person in slice.Reachable(db)
            join branch in db.Branches on person.Branch equals branch.Id
            join launch in db.Launches on branch.Id equals launch.Branch
            join wave in db.Waves on launch.Wave equals wave.Id
            where launch.State == LaunchState.Planned && wave.State != WaveState.Live && wave.MomentAt > now && wave.MomentAt < horizon
            where !registrations.Any(r => r.Person == person.Id && (
                r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered))
            where slice.Only != null || !db.Outbox.Any(m => m.Person == person.Id && m.About == NoInfosessionRule.Rule && m.SubjectId == (Guid)(object)launch.Id)
            orderby person.Id
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email!, person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name),
                Branch = branch.Id,
                Launch = launch.Id,
                wave.MomentAt,
            }).Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(ct);
        var around = rows.Count == 0 ? NearbyInfosessions.None : await NearbyInfosessions.LoadAsync(db, [.. rows.Select(r => r.Branch).Distinct()], now, ct);
        var all = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        var drafts =
            from row in rows
            let hours = all[row.Branch]
            let choices = around.Near(row.Branch, row.To.Language, row.MomentAt)
            let nudge = new NoInfosessionRule(row.To.Id, hours, row.Launch, row.MomentAt, HasSeatOrCame: false, choices.Count > 0).Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, words => letter.Write(words, rollout, row.To, hours, row.MomentAt, choices, around.BranchUptake(row.Branch)));
        return new NudgePageResult(rows.Count, [.. drafts]);
    }
}
