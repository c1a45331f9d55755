using NodaTime;
using Rollout.App.Access.SignIn;
using Rollout.App.Features.Launches;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Mails;

/// <summary>To directors, owners of checks and all of a branch, about its wave.</summary>
internal static partial class TheMails
{
    private static Dictionary<string, Func<Person, OutboxMessage>> LaunchMails => new()
    {
        ["sign-off-asked"] = to => Launches.AskToSign(Wave, LaunchOf(to)),
        ["wave-moved"] = to => Launches.Moved(Wave, LaunchOf(to), Wave.Launches[0]),
        ["left-out"] = to => Launches.TakenOut(Wave, LaunchOf(to), "The hall floods."),
        ["you-are-live"] = to => Launches.YouAreLive(Wave, LaunchOf(to)),
        ["live"] = to => Launches.News(Wave.Id, Branch, new Recipient(to.Id, to.Email!, to.Name), to.GivenName, to.Language, []),
        ["live-with-words"] = to => Launches.News(Wave.Id, Branch, new Recipient(to.Id, to.Email!, to.Name), to.GivenName, to.Language, [Said(to.Language!)]),
        ["wave-lifted"] = to => Launches.Lifted(Wave, LaunchOf(to)),
        ["sign-off-code"] = to => AskSignOffCode.MailOf(Rollout, to, Branch.Name, new SignInSecret(SignInCodeId.New(), "042137", new byte[16]), Now),
        ["kick-off"] = to => new BranchLetters(Rollout, Site, Links, new Sender("rollout@debrug.example"), Now).KickOff(AKickOff(), Branch, "An Verstraete", new Guest(to.Id, to.Email!, to.Name, to.GivenName, to.Language)),
        ["test-mail"] = to => new BranchLetters(Rollout, Site, Links, new Sender("rollout@debrug.example"), Now).TestMail(Wave, Wave.Launches[0].Id, Branch, to),
        ["wave-live"] = to => Launches.WaveIsLive(Wave, 3, to),
        ["checks-given"] = to => Launches.ChecksGiven(Wave, to, [(new CheckSubject("The hall is booked", null, 0), "Gent", new LocalDate(2026, 12, 1)), (new CheckSubject("Posters are up", null, 0), "Gent", new LocalDate(2026, 12, 3))]),
    };

    private static LaunchLetters Launches => new(Rollout, Site, Now);

    private static Involved LaunchOf(Person director) => new(Wave.Launches[0].Id, Branch, director);

    private static WaveWords Said(string language)
    {
        var words = WaveWords.In(Wave.Id, language);
        words.Say("We did this together.", "Karin Wouters, CEO", "Ask me anything there.", "https://debrug.example/film", "Say hello to one colleague.");
        return words;
    }

    private static KickOff AKickOff() => Wave.Launches[0].PlanKickOff(
        Wave, new KickOffPlan(new LocalDateTime(2026, 12, 7, 8, 45), 45, "Canteen", "We start together.", "5 Welcome"), A.Brussels, A.Acting(A.Lead(Branch), Branch), Now);
}
