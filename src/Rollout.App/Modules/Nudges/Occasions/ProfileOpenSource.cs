using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Reminds invited colleagues whose profile is not complete, except those whose platform account is closed according to the latest report.</summary>
internal sealed class ProfileOpenSource(RolloutSettingsCache current, SiteUrl site, LinkTokens links) : INudgeSource
{
    // The purpose under which an ambassador's page accepts a colleague's link token.
    private const string Invitation = "invitation";
    private static readonly Duration LongAgo = Duration.FromDays(60);

    public string Code => ProfileOpenRule.Rule;

    public bool OnceAWeek => false;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        var since = now - LongAgo;
        var candidates = slice.Reachable(this, db, now)
            .Where(person => person.ProfileCompleteSince == null
                && !db.Activity.Any(a => a.Person == person.Id && a.Closed) // there is no profile to complete
                && db.Invitations.Where(i => (i.InvitedAt ?? i.CameAt) >= since).Select(i => i.Colleague).Contains(person.Id))
            .OrderBy(person => person.Id).Skip(slice.Skip).Take(slice.Take);
        var people = await (
            from person in candidates
            join branch in db.Branches on person.Branch equals branch.Id
            orderby person.Id
            select new
            {
                To = new NudgeRecipient(person.Id, person.Email ?? "", person.Name, person.GivenName, person.Language ?? person.PageLanguage ?? branch.Language, branch.Name),
                Branch = branch,
            }).AsNoTracking().ToListAsync(ct);
        var invitations = await InvitationsAsync(db, candidates.Select(person => person.Id), ct);
        var all = people.Select(p => p.Branch).DistinctBy(b => b.Id).ToDictionary(b => b.Id, Holidays.HoursOf);
        var drafts =
            from row in people
            let invited = First(invitations[row.To.Id])
            where invited is not null
            let hours = all[row.Branch.Id]
            let nudge = new ProfileOpenRule(row.To.Id, hours, invited.Id, invited.Since, Complete: false).Plan(now)
            where nudge is not null && hours.DateOf(nudge.DueAt) <= invited.Until
            select new NudgeDraft(nudge, row.To, Write(rollout, row.To.Id, invited.Code, invited.By));
        return new NudgePageResult(people.Count, [.. drafts]);
    }

    private static async Task<ILookup<PersonId, PendingInvitation>> InvitationsAsync(RolloutDb db, IQueryable<PersonId> people, CancellationToken ct)
    {
        var rows = await (
            from invitation in db.Invitations
            join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
            join person in db.People on ambassador.Person equals person.Id
            where people.Contains(invitation.Colleague) && ambassador.SteppedDownAt == null
            select new { invitation.Colleague, invitation.Id, invitation.InvitedAt, invitation.CameAt, invitation.AcceptedAt, ambassador.Code, person.GivenName, ambassador.Until }).ToListAsync(ct);
        return rows
            .Where(r => (r.InvitedAt ?? r.CameAt) is not null)
            .ToLookup(r => r.Colleague, r => new PendingInvitation(r.Id, (r.InvitedAt ?? r.CameAt)!.Value, r.AcceptedAt is not null, r.Code, r.GivenName, r.Until));
    }

    // The invitation they accepted, otherwise their first.
    private static PendingInvitation? First(IEnumerable<PendingInvitation> invitations) => invitations.OrderByDescending(i => i.Accepted).ThenBy(i => i.Since).FirstOrDefault();

    /// <summary>The text to a colleague whom an ambassador invited.</summary>
    internal Func<Localizer, NudgeText> Write(RolloutSettings rollout, PersonId person, string code, string by) => words => new NudgeText(
        words["nudge.profile-open.subject", rollout.PlatformName],
        words["nudge.profile-open.why", by, rollout.PlatformName],
        words["nudge.profile-open.ask", by, rollout.PlatformName],
        words["nudge.profile-open.how", by])
    {
        Button = new EmailLink(
            words["nudge.profile-open.button"],
            site.To($"/i/{code}?me={Uri.EscapeDataString(links.Create(Invitation, person, Duration.FromDays(30)))}")),
        Link = EmailBuilder.ToPlatform(rollout, words),
    };

    private sealed record PendingInvitation(InvitationId Id, Instant Since, bool Accepted, string Code, string By, LocalDate Until);
}
