using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Data;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Infosessions;

/// <summary>The mails to whoever gives an infosession, when someone else changed it.</summary>
public sealed class FacilitatorLetters(Site site)
{
    /// <summary>Time or place are others now.</summary>
    public OutboxMessage Moved(TheRollout rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, Actor by, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["facilitator-mail.moved-subject", facts.Title, T.ShortMoment(facts.Starts)],
            Told(T, facts), T["facilitator-mail.moved", by.Name, T.When(before), T.Where(before)]);
        return Message("facilitator-moved", facts.Sequence, facts, who, WithFacts(letter, T, facts, who), now, facts.StartsAt);
    }

    /// <summary>It does not take place.</summary>
    public OutboxMessage Cancelled(TheRollout rollout, InfosessionFacts facts, Registrant who, Actor by, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["infosession-mail.cancelled-subject", facts.Title, T.ShortMoment(facts.Starts)],
            T["facilitator-mail.cancelled", by.Name, facts.Title, T.When(facts)], T["infosession-mail.cancelled-reason", facts.CancelledBecause], Told(T, facts));
        return Message("facilitator-cancelled", facts.Sequence, facts, who, letter, now, null);
    }

    /// <summary>Someone else gives it from now on.</summary>
    public OutboxMessage HandedOver(TheRollout rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, Actor by, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["facilitator-mail.handed-over-subject", before.Title, T.ShortMoment(before.Starts)],
            T["facilitator-mail.handed-over", by.Name, facts.FacilitatorName, before.Title, T.When(before)]);
        return Message("facilitator-handed-over", facts.Version, facts, who, letter, now, facts.StartsAt);
    }

    /// <summary>It is theirs to give from now on.</summary>
    public OutboxMessage Given(TheRollout rollout, InfosessionFacts facts, Registrant who, Actor by, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, T, who, T["facilitator-mail.given-subject", facts.Title, T.ShortMoment(facts.Starts)], T["facilitator-mail.given", by.Name]);
        return Message("facilitator-given", facts.Version, facts, who, WithFacts(letter, T, facts, who), now, facts.StartsAt);
    }

    private static Letter Write(TheRollout rollout, Words T, Registrant who, string subject, params IReadOnlyList<string> paragraphs) =>
        Letters.Write(rollout, T, who.GivenName, subject, T["facilitator-mail.why"], paragraphs);

    private static string Told(Words T, InfosessionFacts facts) => facts.Taken == 0 ? T["facilitator-mail.nobody-yet"] : T.Count("facilitator-mail.told", facts.Taken);

    private Letter WithFacts(Letter letter, Words T, InfosessionFacts facts, Registrant who)
    {
        string?[] lines = [facts.Title, T.When(facts), T.WhenThere(facts, who.Zone, who.BranchName), T.Where(facts), facts.Link];
        return letter with { Facts = [.. lines.OfType<string>()], Button = new LetterLink(T["facilitator-mail.see"], site.To($"/infosessions/{facts.Id.Value}/people")) };
    }

    private static OutboxMessage Message(string about, int occasion, InfosessionFacts facts, Registrant who, Letter letter, Instant now, Instant? uselessFrom) =>
        OutboxMessage.ServiceMail($"{about}:{facts.Id.Value:N}:{occasion}:{who.Id.Value:N}", about, who.Recipient, letter, now, null, uselessFrom, concerning: facts.Id.Value);
}

internal static class FacilitatorQuery
{
    /// <summary>A facilitator who is to hear what someone did to their infosession: not when they did it themselves, nor without e-mail.</summary>
    public static async Task<Registrant?> ToHearAsync(this RolloutDb db, PersonId facilitator, Actor by, CancellationToken ct) =>
        facilitator == by.Id ? null : await db.People.Where(p => p.Id == facilitator && p.Email != null).Registrants(db).SingleOrDefaultAsync(ct);
}
