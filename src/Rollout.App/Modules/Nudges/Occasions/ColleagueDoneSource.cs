using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>
/// Thanks an ambassador on the day a colleague completed their profile. It has the lowest priority, at most once a week, and only if the contact budget has
/// room besides the weekly message, which includes the thanks as well.
/// </summary>
internal sealed class ColleagueDoneSource(RolloutSettingsCache current, SiteUrl site) : INudgeSource
{
    /// <summary>Two, so that it never displaces the weekly message.</summary>
    private const int SmallestBudget = 2;

    private static readonly Duration Longest = Duration.FromDays(10);

    public string Code => ColleagueDoneRule.Rule;

    public bool OnceAWeek => true;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        if (rollout.ContactBudget < SmallestBudget)
        {
            return new NudgePageResult(0, []);
        }

        // No weekend with public holidays is longer than this.
        var since = now - Longest;
        var rows = await (
            from person in slice.Reachable(this, db, now)
            join ambassador in db.Ambassadors on person.Id equals ambassador.Person
            join branch in db.Branches on person.Branch equals branch.Id
            where ambassador.SteppedDownAt == null && db.Credits.Any(c => c.Ambassador == ambassador.Id && c.At > since)
            orderby person.Id
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email ?? "", person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name),
                Branch = branch,
                ambassador.Id,
            }).Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(ct);
        var ids = rows.ConvertAll(r => r.Id);
        var lately = (await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            where ids.Contains(c.Ambassador) && c.At > since
            orderby c.At
            select new { c.Ambassador, c.At, p.GivenName }).ToListAsync(ct)).ToLookup(c => c.Ambassador, c => (c.At, c.GivenName));
        return new NudgePageResult(rows.Count,
        [
            .. from row in rows
               let facts = new ColleagueDoneRule(row.To.Id, Holidays.HoursOf(row.Branch))
               let times = facts.TimesAt(now)
               let nudge = facts.Plan(now, lately[row.Id].Select(c => c.At))
               where nudge is not null
               select new NudgeDraft(nudge, row.To, Write(rollout, [.. lately[row.Id].Where(c => c.At > times.After && c.At <= times.Until).Select(c => c.GivenName)])),
        ]);
    }

    /// <summary>The text, with the given names of the colleagues.</summary>
    internal Func<Localizer, NudgeText> Write(RolloutSettings rollout, IReadOnlyList<string> names) => words => new NudgeText(
        words.Count("nudge.colleague-done.subject", names.Count, string.Join(", ", names), rollout.PlatformName),
        words["nudge.colleague-done.why"],
        words.Count("nudge.colleague-done.thanks", names.Count, string.Join(", ", names), rollout.PlatformName))
    {
        Button = new EmailLink(words["nudge.weekly-digest.button"], site.To("/my/colleagues")),
    };
}
