using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Infosessions.Scheduling;

/// <summary>The mails to a facilitator about a change made by someone else.</summary>
public sealed class FacilitatorEmails(SiteUrl site)
{
    /// <summary>"The time or place changed."</summary>
    public OutboxMessage Moved(RolloutSettings rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, CurrentUser by, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["facilitator-mail.moved-subject", facts.Title, L.ShortMoment(facts.Starts)],
            Told(L, facts), L["facilitator-mail.moved", by.Name, L.When(before), L.Where(before)]);
        return Message("facilitator-moved", facts.Sequence, facts, who, WithFacts(letter, L, facts, who), now, facts.StartsAt);
    }

    /// <summary>"It is cancelled."</summary>
    public OutboxMessage Cancelled(RolloutSettings rollout, InfosessionFacts facts, Registrant who, CurrentUser by, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["infosession-mail.cancelled-subject", facts.Title, L.ShortMoment(facts.Starts)],
            L["facilitator-mail.cancelled", by.Name, facts.Title, L.When(facts)], L["infosession-mail.cancelled-reason", facts.CancelledBecause], Told(L, facts));
        return Message("facilitator-cancelled", facts.Sequence, facts, who, letter, now, null);
    }

    /// <summary>"Someone else gives it from now on."</summary>
    public OutboxMessage HandedOver(RolloutSettings rollout, InfosessionFacts before, InfosessionFacts facts, Registrant who, CurrentUser by, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["facilitator-mail.handed-over-subject", before.Title, L.ShortMoment(before.Starts)],
            L["facilitator-mail.handed-over", by.Name, facts.FacilitatorName, before.Title, L.When(before)]);
        return Message("facilitator-handed-over", facts.Version, facts, who, letter, now, facts.StartsAt);
    }

    /// <summary>"You give it from now on."</summary>
    public OutboxMessage Given(RolloutSettings rollout, InfosessionFacts facts, Registrant who, CurrentUser by, Instant now)
    {
        var L = Localizer.In(EmailBuilder.LanguageOf(rollout, who.Language));
        var letter = Write(
            rollout, L, who, L["facilitator-mail.given-subject", facts.Title, L.ShortMoment(facts.Starts)], L["facilitator-mail.given", by.Name]);
        return Message("facilitator-given", facts.Version, facts, who, WithFacts(letter, L, facts, who), now, facts.StartsAt);
    }

    private static EmailContent Write(RolloutSettings rollout, Localizer L, Registrant who, string subject, params IReadOnlyList<string> paragraphs) =>
        EmailBuilder.Write(rollout, L, who.GivenName, subject, L["facilitator-mail.why"], paragraphs);

    private static string Told(Localizer L, InfosessionFacts facts) => facts.Taken == 0 ? L["facilitator-mail.nobody-yet"] : L.Count("facilitator-mail.told", facts.Taken);

    private EmailContent WithFacts(EmailContent letter, Localizer L, InfosessionFacts facts, Registrant who)
    {
        string?[] lines = [facts.Title.In(L.Language), L.When(facts), L.WhenThere(facts, who.Zone, who.BranchName), L.Where(facts), facts.Link];
        return letter with { Facts = [.. lines.OfType<string>()], Button = new EmailLink(L["facilitator-mail.see"], site.To($"/infosessions/{facts.Id.Value}/people")) };
    }

    private static OutboxMessage Message(string about, int occasion, InfosessionFacts facts, Registrant who, EmailContent letter, Instant now, Instant? uselessFrom) =>
        OutboxMessage.ServiceMail($"{about}:{facts.Id.Value:N}:{occasion}:{who.Id.Value:N}", about, who.Recipient, letter, now, null, uselessFrom, concerning: facts.Id.Value);
}

internal static class FacilitatorQuery
{
    /// <summary>The facilitator to notify about someone else's change: null when they made it themselves or have no e-mail address.</summary>
    public static async Task<Registrant?> ToHearAsync(this RolloutDb db, PersonId facilitator, CurrentUser by, CancellationToken ct) =>
        facilitator == by.Id ? null : await db.People.Where(p => p.Id == facilitator && p.Email != null).Registrants(db).SingleOrDefaultAsync(ct);
}
