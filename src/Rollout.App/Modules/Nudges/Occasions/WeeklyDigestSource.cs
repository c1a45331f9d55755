using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>An ambassador's weekly digest: their progress, thanks with the colleagues' names, and a tip from the lead.</summary>
internal sealed class WeeklyDigestSource(RolloutSettingsCache current, SiteUrl site) : INudgeSource
{
    private static readonly Duration Week = Duration.FromDays(7);

    public string Code => WeeklyDigestRule.Rule;

    public bool OnceAWeek => true;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
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
                ambassador.Id,
                ambassador.Quota,
                ambassador.From,
                ambassador.Until,
                ambassador.AppointedAt,
                Done = db.Credits.Count(c => c.Ambassador == ambassador.Id),
            }).Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(ct);
        var all = rows.Select(r => r.Branch).DistinctBy(b => b.Id).ToDictionary(b => b.Id, Holidays.HoursOf);
        var planned = (
            from row in rows
            let facts = new WeeklyDigestRule(row.To.Id, all[row.Branch.Id], row.Quota, row.Done, row.From, row.Until, row.AppointedAt)
            let nudge = facts.Plan(now)
            where nudge is not null
            select (row.Id, row.To, Facts: facts, Nudge: nudge)).ToList();
        var lately = await LatelyAsync(db, [.. planned.Select(p => p.Id)], now - Week, ct);
        var tips = await db.Tips.OrderByDescending(t => t.At).Select(t => new { t.Language, t.Text }).ToListAsync(ct);
        return new NudgePageResult(rows.Count, [.. planned.Select(p => new NudgeDraft(
            p.Nudge, p.To, Write(rollout, p.Facts, [.. lately[p.Id]], tips.Find(t => t.Language == EmailBuilder.LanguageOf(rollout, p.To.Language))?.Text)))]);
    }

    /// <summary>The text, with the given names of colleagues who completed their profile in the last seven days.</summary>
    internal Func<Localizer, NudgeText> Write(RolloutSettings rollout, WeeklyDigestRule facts, IReadOnlyList<string> lately, string? tip) => words => new NudgeText(
        facts.Done >= facts.Quota ? words.Count("nudge.weekly-digest.subject-made", facts.Done, rollout.PlatformName) : words["nudge.weekly-digest.subject", facts.Done, facts.Quota],
        words["nudge.weekly-digest.why", words.Day(facts.Until)],
        [.. ProgressOf(words, facts, lately)])
    {
        Facts = tip is null ? [] : [words["nudge.weekly-digest.tip"], tip],
        Button = new EmailLink(words["nudge.weekly-digest.button"], site.To("/my/colleagues")),
    };

    private static IEnumerable<string> ProgressOf(Localizer words, WeeklyDigestRule facts, IReadOnlyList<string> lately)
    {
        if (lately.Count > 0)
        {
            yield return words.Count("nudge.weekly-digest.thanks", lately.Count, string.Join(", ", lately));
        }

        yield return facts.Done >= facts.Quota ? words["nudge.weekly-digest.made"] : words.Count("nudge.weekly-digest.to-go", facts.Quota - facts.Done, words.Day(facts.Until));
    }

    private static async Task<ILookup<AmbassadorId, string>> LatelyAsync(RolloutDb db, IReadOnlyList<AmbassadorId> ambassadors, Instant since, CancellationToken ct) =>
        (await (
            from c in db.Credits
            join p in db.People on c.Colleague equals p.Id
            where ambassadors.Contains(c.Ambassador) && c.At >= since
            orderby c.At
            select new { c.Ambassador, p.GivenName }).ToListAsync(ct)).ToLookup(c => c.Ambassador, c => c.GivenName);
}
