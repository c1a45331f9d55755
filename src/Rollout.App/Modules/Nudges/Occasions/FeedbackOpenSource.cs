using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Reminds attendees who have not given feedback.</summary>
internal sealed class FeedbackOpenSource(FeedbackLinks links) : INudgeSource
{
    public string Code => FeedbackOpenRule.Rule;

    public bool OnceAWeek => false;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var since = now - Duration.FromDays(FeedbackTime.Days + 1);
        var rows = await (
            from person in slice.Reachable(this, db, now)
            join ask in db.FeedbackAsks on person.Id equals ask.Person
            join session in db.Infosessions on ask.Infosession equals session.Id
            join topic in db.Topics on session.Topic equals topic.Id
            join branch in db.Branches on person.Branch equals branch.Id
            where !ask.HasAnswered && session.State == InfosessionState.Published && session.EndsAt <= now && session.EndsAt > since
            where db.Registrations.Any(r => r.Infosession == session.Id && r.Person == person.Id && r.State == RegistrationState.Attended)
            where slice.Only != null || !db.Outbox.Any(m => m.Person == person.Id && m.About == FeedbackOpenRule.Rule && m.SubjectId == (Guid)(object)session.Id)
            orderby person.Id, session.Id
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email ?? "", person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name),
                Branch = branch,
                Session = session.Id,
                session.FeedbackCode,
                session.Starts,
                session.Zone,
                session.EndsAt,
                Title = new TopicTitle(topic.Title, topic.Language, topic.Translations),
            }).Skip(slice.Skip)
            // People who attended two infosessions are considered for both.
            .Take(slice.Only is null ? slice.Take : int.MaxValue).AsNoTracking().ToListAsync(ct);
        var drafts =
            from row in rows
            let nudge = new FeedbackOpenRule(row.To.Id, Holidays.HoursOf(row.Branch), row.Session, row.EndsAt, FeedbackTime.ClosesAt(row.Starts, row.Zone), HasAnswered: false).Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, Write(row.Session, row.FeedbackCode, row.Title, row.Starts, row.Zone, row.To.Id, now));
        return new NudgePageResult(rows.Count, [.. drafts]);
    }

    internal Func<Localizer, NudgeText> Write(InfosessionId infosession, string code, TopicTitle title, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) => words => new NudgeText(
        words["nudge.feedback-open.subject", title],
        words["nudge.feedback-open.why", title, words.Day(starts.Date)],
        words["nudge.feedback-open.ask", title],
        words["nudge.feedback-open.until", words.Day(starts.Date.PlusDays(FeedbackTime.Days))])
    {
        Button = new EmailLink(words["feedback-mail.answer"], links.ToAnswer(infosession, code, starts, zone, person, now)),
    };
}
