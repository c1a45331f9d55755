using NodaTime;
using Rollout.App.Access;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Infosessions;

/// <summary>What goes to those who had a place and did not come. Who came is thanked by the letter that asks what they thought, so that nobody gets two.</summary>
public sealed class MissedLetters(Site site, SignedLinks links)
{
    /// <summary>What it is about: it is looked at again when it is sent.</summary>
    public const string Missed = "infosession-missed";

    // It offers dates: later than this they may be gone.
    private static readonly Duration Fresh = Duration.FromDays(2);

    /// <summary>Sorry we missed you, and the next dates.</summary>
    public OutboxMessage Sorry(TheRollout rollout, InfosessionFacts facts, Registrant who, IReadOnlyList<InfosessionFacts> next, Instant now)
    {
        var T = Words.In(Letters.LanguageOf(rollout, who.Language));
        var key = RegistrationKeys.Query(links.For(RegistrationKeys.SignUp, who.Id, Duration.FromDays(30)));
        var letter = Letters.Write(
            rollout, T, who.GivenName, T["infosession-mail.missed-subject", facts.Title], T["infosession-mail.missed-why"],
            T["infosession-mail.missed", facts.Title, T.When(facts), facts.FacilitatorName],
            next.Count == 0 ? T["infosession-mail.missed-none"] : T.Count("infosession-mail.missed-next", next.Count)) with
        {
            Choices = [.. next.Select(n => Choice(T, n, who, key))],
            Link = new LetterLink(T["infosession-mail.choose-another"], site.To($"/infosessions{key}")),
        };
        return OutboxMessage.ServiceMail(
            $"{Missed}:{facts.Id.Value:N}:{who.Id.Value:N}", Missed, who.Recipient, letter, now, uselessFrom: now + Fresh, concerning: facts.Id.Value);
    }

    private LetterChoice Choice(Words T, InfosessionFacts facts, Registrant who, string key)
    {
        string?[] lines = [T.WhenThere(facts, who.Zone, who.BranchName), T.Where(facts), T["infosession.by-in", facts.FacilitatorName, T.LanguageName(facts.Language)]];
        return new LetterChoice(T.When(facts), [.. lines.OfType<string>()], new LetterLink(T["infosession.sign-up"], site.To($"/infosessions/{facts.Id.Value}/sign-up{key}")));
    }
}
