using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Tells people of a branch which infosessions they can choose from, after the lead had the branch told.</summary>
internal sealed class InfosessionsToldSource(RolloutSettingsCache current, NoInfosessionEmail letter) : INudgeSource
{
    public string Code => InfosessionsToldRule.Rule;

    public bool OnceAWeek => false;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        var since = now - InfosessionsToldRule.Lasts;
        var rows = await (
            from person in slice.Reachable(db).WithoutInfosession(db)
            join told in db.InfosessionAnnouncements on person.Branch equals told.Branch
            join branch in db.Branches on person.Branch equals branch.Id
            where told.At > since
            where slice.Only != null || !db.Outbox.Any(m => m.Person == person.Id && m.About == InfosessionsToldRule.Rule && m.QueuedAt >= told.At)
            orderby person.Id
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email!, person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name),
                Branch = branch.Id,
                told.At,
            }).Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(ct);
        var around = rows.Count == 0 ? NearbyInfosessions.None : await NearbyInfosessions.LoadAsync(db, [.. rows.Select(r => r.Branch).Distinct()], now, ct);
        var all = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        var drafts =
            from row in rows
            let choices = around.Near(row.Branch, row.To.Language, Instant.MaxValue)
            let nudge = new InfosessionsToldRule(row.To.Id, all[row.Branch], row.Branch, row.At, HasSeatOrCame: false, choices.Count > 0).Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, words => letter.WriteTold(words, rollout, row.To, choices, around.BranchUptake(row.Branch)));
        return new NudgePageResult(rows.Count, [.. drafts]);
    }
}

/// <summary>The people who have not chosen an infosession.</summary>
internal static class PeopleWithoutInfosession
{
    /// <summary>Those who attended none, have no seat in one and wait for none.</summary>
    public static IQueryable<Person> WithoutInfosession(this IQueryable<Person> people, RolloutDb db)
    {
        var registrations = db.Registrations.WithoutDryRuns(db);
        return people.Where(p => !registrations.Any(r => r.Person == p.Id && (
            r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.Waiting || r.State == RegistrationState.Offered)));
    }
}
