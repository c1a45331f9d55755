using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Shows an ambassador who is behind pace the colleagues they can still ask.</summary>
internal sealed class BehindPaceSource(RolloutSettingsCache current, SiteUrl site) : INudgeSource
{
    public string Code => BehindPaceRule.Rule;

    public bool OnceAWeek => true;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        var lately = now - Duration.FromDays(7);
        var rows = await (
            from person in slice.Reachable(this, db, now)
            join ambassador in db.Ambassadors on person.Id equals ambassador.Person
            join branch in db.Branches on person.Branch equals branch.Id
            where ambassador.SteppedDownAt == null
            orderby person.Id
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email ?? "", person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name),
                Branch = branch,
                ambassador.Quota,
                ambassador.From,
                ambassador.Until,
                Done = db.Credits.Count(c => c.Ambassador == ambassador.Id),
                Lately = db.Credits.Count(c => c.Ambassador == ambassador.Id && c.At >= lately),
            }).Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(ct);
        var all = rows.Select(r => r.Branch).DistinctBy(b => b.Id).ToDictionary(b => b.Id, Holidays.HoursOf);
        var drafts =
            from row in rows
            let facts = new BehindPaceRule(row.To.Id, all[row.Branch.Id], row.Quota, row.Done, row.From, row.Until)
            let nudge = facts.Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, Write(rollout, facts.Quota, facts.Done, facts.Until, row.Lately));
        return new NudgePageResult(rows.Count, [.. drafts]);
    }

    /// <summary>The text, for a given quota, credits and recent credits.</summary>
    internal Func<Localizer, NudgeText> Write(RolloutSettings rollout, int quota, int done, LocalDate until, int lately) => words => new NudgeText(
        words["nudge.behind-pace.subject", rollout.PlatformName],
        words["nudge.behind-pace.why", quota, words.Day(until)],
        [.. ProgressOf(words, quota, done, lately), words["nudge.behind-pace.ask"]])
    {
        Button = new EmailLink(words["nudge.behind-pace.button"], site.To("/my/colleagues")),
    };

    // Mentions what was achieved, in total and recently; never what is missing.
    private static IEnumerable<string> ProgressOf(Localizer words, int quota, int done, int lately)
    {
        yield return done == 0 ? words["nudge.behind-pace.first"] : words.Count("nudge.behind-pace.done", done, quota);
        if (lately > 0)
        {
            yield return words.Count("nudge.behind-pace.lately", lately);
        }
    }
}
