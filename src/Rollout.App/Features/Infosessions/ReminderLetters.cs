using NodaTime;
using Rollout.App.Features.Mails;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Infosessions;

/// <summary>The short letter of the hour before: where to be, and the ticket.</summary>
public sealed class ReminderLetters(InfosessionLetters places)
{
    /// <summary>What it is about: it is looked at again when it is sent.</summary>
    public const string HourBefore = "infosession-hour-before";

    /// <summary>It is about to start.</summary>
    public OutboxMessage Soon(TheRollout rollout, InfosessionFacts facts, Registrant who, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.soon-subject", T.Hour(facts.Starts.TimeOfDay), facts.Title], T["infosession-mail.why-have-place"],
            T["infosession-mail.soon", T.Hour(facts.Starts.TimeOfDay)]);
        return OutboxMessage.ServiceMail(
            KeyOf(facts.Id, facts.Sequence, who.Id), HourBefore, who.Recipient, places.WithPlace(letter, T, facts, who, now), now, uselessFrom: facts.StartsAt, concerning: facts.Id.Value);
    }

    /// <summary>One for each person and each time the infosession has been moved to.</summary>
    internal static string KeyOf(InfosessionId infosession, int sequence, PersonId person) => $"{HourBefore}:{infosession.Value:N}:{sequence}:{person.Value:N}";
}
