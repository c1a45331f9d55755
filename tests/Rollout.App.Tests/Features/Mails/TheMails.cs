using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Access.SignIn;
using Rollout.App.Features.Infosessions;
using Rollout.App.Features.Nudges;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Mails;

/// <summary>Each mail as it is to someone of a branch that goes live, on the same Monday.</summary>
internal static partial class TheMails
{
    private static readonly Instant Now = A.Monday;
    private static readonly Site Site = new(new Uri("https://debrug.example"));
    public static readonly StoppedClock Clock = new(Now);
    private static readonly SignedLinks Links = new(new EphemeralDataProtectionProvider(), Clock);
    private static readonly TheRollout Rollout = A.Rollout();
    public static readonly Branch Branch = A.Branch();

    private static readonly Wave Wave = Wave.Plan(
        "Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [Branch.Id], [new PlannedCheck("The hall is booked", CheckWeight.Must, 3)], A.Acting(A.Lead(Branch), Branch), Now);

    /// <summary>By the name under which it was approved.</summary>
    public static IReadOnlyDictionary<string, Func<Person, OutboxMessage>> All { get; } =
        new[] { SignInMails, AmbassadorMails, InfosessionMails, LaunchMails, NudgeMails }.SelectMany(mails => mails).ToDictionary();

    private static Dictionary<string, Func<Person, OutboxMessage>> SignInMails => new()
    {
        ["sign-in"] = to => new AskSignInCode(null!, Site).MailOf(new CodeToMail(Rollout, to, to.Email!, new SignInSecret(SignInCodeId.New(), "042137", new byte[16]), Now), "/"),
    };

    private static Registrant Who(Person person) => new(person.Id, person.Name, person.GivenName, person.Email, person.Language, "Gent", A.Brussels);

    private static OutboxMessage Nudge(string rule, Person to, Func<Words, NudgeText> write) => new NudgeLetters(Site, Links).Write(
        Rollout,
        new NudgeDraft(new PlannedNudge(rule, to.Id, "once", Now, Now + Duration.FromDays(1)), new NudgeRecipient(to.Id, to.Email!, to.Name, to.GivenName, to.Language, "Gent"), write),
        Now);
}
