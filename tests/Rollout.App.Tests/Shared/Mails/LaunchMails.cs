using NodaTime;
using Rollout.App.Shared;
using Rollout.App.Modules.Launches;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.SignOffs;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Mails;

/// <summary>Mails to directors, owners of checks and everyone in a branch, about its wave.</summary>
internal static partial class TheMails
{
    private static Dictionary<string, Func<Person, OutboxMessage>> LaunchEmails => new()
    {
        ["sign-off-asked"] = to => Launches.AskToSign(Wave, LaunchOf(to)),
        ["wave-moved"] = to => Launches.Moved(Wave, LaunchOf(to), Wave.Launches[0]),
        ["left-out"] = to => Launches.TakenOut(Wave, LaunchOf(to), "The hall floods."),
        ["you-are-live"] = to => Launches.YouAreLive(Wave, LaunchOf(to)),
        ["live"] = to => News.Write(Wave.Id, Branch, new Recipient(to.Id, to.Email!, to.Name), to.GivenName, to.Language, []),
        ["live-with-words"] = to => News.Write(Wave.Id, Branch, new Recipient(to.Id, to.Email!, to.Name), to.GivenName, to.Language, [Said(to.Language!)]),
        ["wave-lifted"] = to => Launches.Lifted(Wave, LaunchOf(to)),
        ["sign-off-code"] = to => RequestSignOffCode.MailOf(Rollout, to, Branch.Name, new SignInSecret(SignInCodeId.New(), "042137", new byte[16]), Now),
        ["kick-off"] = to => new BranchEmails(Rollout, SiteUrl, Links, new Sender("rollout@debrug.example"), Now).KickOff(AKickOff(), Branch, "An Verstraete", new KickOffGuest(to.Id, to.Email!, to.Name, to.GivenName, to.Language), Now),
        ["test-mail"] = to => new BranchEmails(Rollout, SiteUrl, Links, new Sender("rollout@debrug.example"), Now).TestMail(Wave, Wave.Launches[0].Id, Branch, to),
        ["wave-live"] = to => Launches.WaveIsLive(Wave, 3, to),
        ["checks-given"] = to => Launches.ChecksGiven(Wave, to, [new OwnedCheck(new CheckSubject("The hall is booked", null, 0), "Gent", new LocalDate(2026, 12, 1)), new OwnedCheck(new CheckSubject("Posters are up", null, 0), "Gent", new LocalDate(2026, 12, 3))]),
    };

    private static LaunchEmailBuilder Launches => new(Rollout, SiteUrl, Now);

    private static NewsEmail News => new(Rollout, Now);

    private static LaunchContact LaunchOf(Person director) => new(Wave.Launches[0].Id, Branch, director);

    private static WaveAnnouncement Said(string language)
    {
        var words = WaveAnnouncement.In(Wave.Id, language);
        words.Update("We did this together.", "Karin Wouters, CEO", "Ask me anything there.", "https://debrug.example/film", "Say hello to one colleague.");
        return words;
    }

    private static KickOff AKickOff() => Wave.Launches[0].PlanKickOff(
        Wave, new KickOffPlan(new LocalDateTime(2026, 12, 7, 8, 45), 45, "Canteen", "We start together.", "5 Welcome"), Holidays.HoursOf(Branch), A.Acting(A.Lead(Branch), Branch), Now);
}
