using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Calendar;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Infosessions.Calendars;

/// <summary>A person's place in an infosession as a calendar entry, in their language.</summary>
public sealed class CalendarEntries(SiteUrl site, Sender sender)
{
    /// <param name="method">Request or cancel; publish for people without an e-mail address.</param>
    /// <param name="who">The person whose calendar it is for.</param>
    /// <param name="change">How often this person's registration changed; added to the sequence.</param>
    /// <param name="withdraw">Where this person withdraws. It is part of the entry because Outlook deletes the mail once it is accepted.</param>
    public string Write(CalendarMethod method, RolloutSettings rollout, InfosessionFacts facts, Registrant who, int change, Instant now, Uri? withdraw = null) =>
        CalendarFile.Write(Entry(who.Email is null && method == CalendarMethod.Request ? CalendarMethod.Publish : method, rollout, facts, who, change, now, withdraw));

    /// <summary>The same as an entry of a calendar.</summary>
    public CalendarEntry Entry(
        CalendarMethod method, RolloutSettings rollout, InfosessionFacts facts, Registrant who, int change, Instant now, Uri? withdraw = null)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var page = site.To($"/infosessions/{facts.Id.Value}");
        string?[] lines = [facts.Summary.In(L.Language) is { Length: > 0 } summary ? summary : null, facts.Link, L["infosession.by-in", facts.FacilitatorName, L.LanguageName(facts.Language)], page.AbsoluteUri,
            withdraw is null ? null : L["infosession.calendar-withdraw", withdraw.AbsoluteUri]];
        return new CalendarEntry
        {
            Method = method,
            Cancelled = facts.State == InfosessionState.Cancelled || method == CalendarMethod.Cancel,
            Uid = $"infosession-{facts.Id.Value}@rollout",
            Sequence = facts.Sequence + change,
            Stamp = now,
            Starts = facts.Starts,
            Zone = facts.Zone,
            Length = Duration.FromMinutes(facts.Minutes),
            Summary = $"{facts.Title.In(L.Language)} – {rollout.PlatformName}",
            Description = string.Join('\n', lines.OfType<string>()),
            Location = facts.Place is null && facts.Link is not null ? facts.Link : L.Where(facts),
            Page = page,
            Organizer = new CalendarAddress(sender.Name ?? rollout.PlatformName, sender.Address),
            Accepted = true,
            Attendee = method != CalendarMethod.Publish && who.Email is { } email ? new CalendarAddress(who.Name, email) : null,
        };
    }
}
