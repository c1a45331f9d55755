using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Contracts;

/// <summary>The links in mails with which an attendee gives feedback without signing in, until feedback closes.</summary>
public sealed class FeedbackLinks(SiteUrl site, LinkTokens links)
{
    /// <summary>The page with the three questions.</summary>
    public Uri ToAnswer(InfosessionId infosession, string code, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) =>
        site.To($"/f/{code}{KeyFor(infosession, starts, zone, person, now)}");

    /// <summary>The page on which a key user writes a finding.</summary>
    public Uri ToFindings(InfosessionId infosession, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) =>
        site.To($"/infosessions/{infosession.Value}/findings{KeyFor(infosession, starts, zone, person, now)}");

    private string KeyFor(InfosessionId infosession, LocalDateTime starts, DateTimeZone zone, PersonId person, Instant now) =>
        RegistrationKeys.Query(links.Create(RegistrationKeys.Purpose(infosession), person, FeedbackTime.ClosesAt(starts, zone) - now));
}
