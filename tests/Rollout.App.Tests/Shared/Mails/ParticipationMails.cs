using NodaTime;
using Rollout.App.Modules.Participation.Briefs;
using Rollout.App.Modules.Participation.Figures;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Shared.Mails;

internal static partial class TheMails
{
    private static readonly LocalDate ReportDay = new(2026, 11, 22);

    private static Dictionary<string, Func<Person, OutboxMessage>> ParticipationMails => new()
    {
        ["participation-brief"] = to => new BriefEmails(SiteUrl).Brief(Rollout, SomeParticipation, to, "brief/2026-11-23", Now, Now + Duration.FromHours(17)),
    };

    /// <summary>One branch that falls behind, one that does not, and one without reports.</summary>
    private static ParticipationView SomeParticipation
    {
        get
        {
            var (gent, brugge, aalst) = (Curve("Gent", 42, 40), Curve("Brugge", 24, 120), Curve("Aalst", 31, 90));
            return new ParticipationView(
                ["viva-engage"], ReportDay, null,
                [
                    gent with { Outlook = new FadingOutlook(FadingVerdict.AsExpected, .42, .4, .3, .5) },
                    brugge with { Outlook = new FadingOutlook(FadingVerdict.FallsBehind, .24, .38, .32, .45) },
                    aalst with { Outlook = new FadingOutlook(FadingVerdict.Gap, .31) },
                ],
                IsHouse: true, 250,
                [new FigureNow(Figure.Active, ReportDay, new GroupShare(75, 250), new GroupShare(85, 250)), new FigureNow(Figure.Posted, null, null, null)],
                new ActivityBand(ReportDay, 250, [new BandPart("posted", 3, false), new BandPart("reacted", 30, false), new BandPart("read", 110, true), new BandPart("absent", 107, true)]), []);
        }
    }

    private static BranchCurve Curve(string name, int percent, int people)
    {
        var points = new[] { new CurvePoint(ReportDay, 20, new GroupShare(percent * people / 100, people)) };
        return new BranchCurve(BranchId.New(), name[..3].ToUpperInvariant(), name, Holidays.In("BE"), ReportDay.PlusWeeks(-20), IsShown: true, points, [], []);
    }
}
