using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Reminds owners of readiness checks that are due, as named owner or as director of the branch.</summary>
internal sealed class ChecksOpenSource(SiteUrl site) : INudgeSource
{
    private const int MostNamed = 5;

    public string Code => ChecksOpenRule.Rule;

    public bool OnceAWeek => false;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var open =
            from check in db.ReadinessChecks
            join launch in db.Launches on check.Launch equals launch.Id
            join wave in db.Waves on launch.Wave equals wave.Id
            join place in db.Branches on launch.Branch equals place.Id
            where wave.State != WaveState.Live && wave.MomentAt > now && launch.State == LaunchState.Planned && check.DoneAt == null
            select new { Owner = check.Owner ?? place.Director, check.Text, check.Measure, check.Target, check.Due, Wave = wave.Id, wave.MomentAt, WaveName = wave.Name, Branch = place.Name };
        var people = await (
            from person in slice.Reachable(this, db, now)
            join branch in db.Branches on person.Branch equals branch.Id
            where open.Where(c => c.Owner != null).Select(c => c.Owner!.Value).Contains(person.Id)
            orderby person.Id
            select new { To = new NudgeRecipient(person.Id, person.Email ?? "", person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name), Branch = branch })
            .Skip(slice.Skip).Take(slice.Take).AsNoTracking().ToListAsync(ct);
        var ids = people.ConvertAll(p => (PersonId?)p.To.Id);
        var theirs = (await open.Where(c => ids.Contains(c.Owner)).ToListAsync(ct)).ToLookup(c => c.Owner!.Value);
        var drafts =
            from row in people
            from wave in theirs[row.To.Id].GroupBy(c => (c.Wave, c.MomentAt, c.WaveName))
            let nudge = new ChecksOpenRule(row.To.Id, Holidays.HoursOf(row.Branch), wave.Key.Wave, wave.Key.MomentAt, wave.Min(c => c.Due)).Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, Write(wave.Key.WaveName, [.. wave.OrderBy(c => c.Due).Select(c => (new CheckSubject(c.Text, c.Measure, c.Target), c.Branch, c.Due))]));
        return new NudgePageResult(people.Count, [.. drafts]);
    }

    /// <summary>The text, for these checks.</summary>
    internal Func<Localizer, NudgeText> Write(string wave, IReadOnlyList<(CheckSubject Check, string Branch, LocalDate Due)> checks) => words => new NudgeText(
        words.Count("nudge.checks-open.subject", checks.Count, wave), words["nudge.checks-open.why", wave], words.Count("nudge.checks-open.ask", checks.Count, wave))
    {
        Facts = [wave, .. checks.Take(MostNamed).Select(c => words["launch.mail-checks-line", words.Of(c.Check), c.Branch, words.ShortDay(c.Due)])],
        Button = new EmailLink(words["nudge.checks-open.button"], site.To("/my/checks")),
    };
}
