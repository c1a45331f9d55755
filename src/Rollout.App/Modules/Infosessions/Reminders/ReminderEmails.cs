using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Reminders;

/// <summary>The short mail one hour before: where to be, and the ticket.</summary>
public sealed class ReminderEmails(InfosessionEmails places)
{
    /// <summary>The message type, used to check again before sending.</summary>
    public const string HourBefore = "infosession-hour-before";

    /// <summary>"It is about to start."</summary>
    public OutboxMessage Soon(RolloutSettings rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = EmailBuilder.Write(
            rollout, L, who.GivenName, L["infosession-mail.soon-subject", L.Hour(facts.Starts.TimeOfDay), facts.Title], L["infosession-mail.why-have-place"],
            L["infosession-mail.soon", L.Hour(facts.Starts.TimeOfDay)]);
        return OutboxMessage.ServiceMail(
            KeyOf(facts.Id, facts.Sequence, who.Id), HourBefore, who.Recipient, places.WithPlace(letter, L, facts, who, now), now, uselessFrom: facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>One per person and per time the infosession is moved to.</summary>
    internal static string KeyOf(InfosessionId infosession, int sequence, PersonId person) => $"{HourBefore}:{infosession.Value:N}:{sequence}:{person.Value:N}";
}
