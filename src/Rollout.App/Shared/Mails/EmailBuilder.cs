using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Mails;

/// <summary>Builds the parts all mails share: header, greeting, signature, and the answer to "why did I get this?".</summary>
public static class EmailBuilder
{
    /// <summary>The mail language of a person, from the language a query found, if there is one.</summary>
    public static string LanguageOf(RolloutSettings rollout, string? found) => rollout.FirstSpoken(found);

    /// <summary>The language of a mail about a branch to someone who need not belong to it.</summary>
    public static string LanguageOf(RolloutSettings rollout, string? found, Branch? of) => rollout.FirstSpoken(found, of?.Language);

    /// <param name="words">Supplies the recipient's language; see <see cref="Localizer.In"/>.</param>
    /// <param name="givenName">The name in the greeting.</param>
    /// <param name="why">Why this person gets it.</param>
    public static EmailContent Write(RolloutSettings rollout, Localizer words, string givenName, string subject, string why, params IReadOnlyList<string> paragraphs) => new()
    {
        Language = words.Language,
        BrandName = rollout.PlatformName,
        Brand = rollout.Brand,
        Subject = OneLine(subject),
        Greeting = words["mail.hello", givenName],
        Paragraphs = paragraphs,
        Signature = words["mail.signature", rollout.PlatformName, rollout.Company],
        Why = new EmailFooter(words["mail.why"], why),
    };

    /// <summary>A link to the platform itself; null until its address is set.</summary>
    public static EmailLink? ToPlatform(RolloutSettings rollout, Localizer words) =>
        rollout.Platform is { } address ? new EmailLink(words["platform.open", rollout.PlatformName], address) : null;

    /// <summary>The recipient for a person with an e-mail address.</summary>
    public static Recipient To(Person person) => To(person.Id, person.Email!, person.Name);

    public static Recipient To(PersonId person, string email, string name) => new(person, email, OneLine(name));

    // Names come from files: a line break in one must never become a mail header.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
