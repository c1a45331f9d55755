using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.Passkeys;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Privacy;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Mails;

/// <summary>Every mail, to someone in a branch that goes live, on the same Monday.</summary>
internal static partial class TheMails
{
    private static readonly Instant Now = A.Monday;
    private static readonly SiteUrl SiteUrl = new(new Uri("https://debrug.example"));
    public static readonly StoppedClock Clock = new(Now);
    private static readonly LinkTokens Links = new(new EphemeralDataProtectionProvider(), null!, Clock);
    private static readonly RolloutSettings Rollout = A.Rollout();
    public static readonly Branch Branch = A.Branch();

    private static readonly Wave Wave = Wave.Plan(
        "Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [Branch.Id], [new PlannedCheck("The hall is booked", CheckWeight.Must, 3)], A.Acting(A.Lead(Branch), Branch), Now);

    /// <summary>By the name of its snapshot.</summary>
    public static IReadOnlyDictionary<string, Func<Person, OutboxMessage>> All { get; } =
        new[] { SignInMails, AmbassadorMails, InfosessionMails, LaunchEmails, NudgeMails, ParticipationMails }.SelectMany(mails => mails).ToDictionary();

    private static Dictionary<string, Func<Person, OutboxMessage>> SignInMails => new()
    {
        ["sign-in"] = to => new RequestSignInCode(null!, SiteUrl, Localizer.In(to.Language)).MailOf(new CodeToMail(Rollout, to, to.Email!, new SignInSecret(SignInCodeId.New(), "042137", new byte[16]), Now), "/"),
        ["passkey-added"] = to => PasskeyEmails.Added(Rollout, to, PasskeyId.New(), "Pixel 9", SiteUrl, Now),
        ["passkey-removed"] = to => PasskeyEmails.Removed(Rollout, to, PasskeyId.New(), "Pixel 9", SiteUrl, Now),
        ["correction-asked"] = to => AskCorrection.ToLead(Correction, to, SiteUrl),
        ["correction-copy"] = to => AskCorrection.Copy(Correction with { Person = to }, [A.Lead(Branch)]),
        ["mail-try"] = to => TryMail.MailOf(Rollout, to, SiteUrl, Now),
    };

    private static CorrectionAsked Correction => new(Rollout, A.Person(Branch, "Sanne de Bruijn"), "Gent", "I work in Utrecht, not in Gent.", "correction", Now);

    private static Registrant Who(Person person) => new(person.Id, person.Name, person.GivenName, person.Email, person.Language, "Gent", A.Brussels);

    private static OutboxMessage Nudge(string rule, Person to, Func<Localizer, NudgeText> write) => new NudgeEmails(SiteUrl, Links).Write(
        Rollout,
        new NudgeDraft(new PlannedNudge(rule, to.Id, "once", Now, Now + Duration.FromDays(1)), new NudgeRecipient(to.Id, to.Email!, to.Name, to.GivenName, to.Language, "Gent"), write),
        Now);
}
