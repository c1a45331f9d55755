using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Shared.Mails;

/// <summary>What every letter has in common: the plate, the greeting, the signature, and the answer to "why did I get this?".</summary>
public static class EmailBuilder
{
    /// <summary>The language someone gets mail in: their own choice, else the rollout's first.</summary>
    public static string LanguageOf(RolloutSettings rollout, string? chosen) => LanguageOf(rollout, chosen, null);

    /// <summary>The language someone gets the mail of their branch in: their own choice, else their branch's, else the rollout's first.</summary>
    public static string LanguageOf(RolloutSettings rollout, string? chosen, Branch? of) =>
        Array.Find([chosen, of?.Language], language => language is not null && rollout.Languages.Contains(language)) ?? rollout.DefaultLanguage;

    /// <param name="rollout">In whose name it is written.</param>
    /// <param name="words">The words of the recipient's language: <see cref="Localizer.In"/>.</param>
    /// <param name="givenName">Whom it greets.</param>
    /// <param name="subject">Finished words.</param>
    /// <param name="why">Finished words: why this person gets it.</param>
    /// <param name="paragraphs">Finished words.</param>
    public static EmailContent Write(RolloutSettings rollout, Localizer words, string givenName, string subject, string why, params IReadOnlyList<string> paragraphs) => new()
    {
        Language = words.Language,
        Plate = rollout.PlatformName,
        Brand = rollout.Brand,
        Subject = OneLine(subject),
        Greeting = words["mail.hello", givenName],
        Paragraphs = paragraphs,
        Signature = words["mail.signature", rollout.PlatformName, rollout.Company],
        Why = new EmailFooter(words["mail.why"], why),
    };

    /// <summary>To someone who has an e-mail.</summary>
    public static Recipient To(Person person) => To(person.Id, person.Email!, person.Name);

    public static Recipient To(PersonId person, string email, string name) => new(person, email, OneLine(name));

    // Names come from files: a line break in one must never become a mail header.
    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
