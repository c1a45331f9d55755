using NodaTime;
using Rollout.App.Access;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Notifications.Mail;

namespace Rollout.App.Features.Nudges;

/// <summary>Offers up to three infosessions, each with a link by which this person signs up without signing in.</summary>
internal sealed class NoInfosessionLetter(Site site, SignedLinks links)
{
    // The purpose under which the infosessions' pages take a personal link.
    private const string SignUp = "sign-up";
    private static readonly Duration LinkLasts = Duration.FromDays(30);

    public NudgeText Write(
        Words words, TheRollout rollout, NudgeRecipient to, WorkingHours hours, Instant goLive, IReadOnlyList<NearInfosession> choices, Momentum momentum)
    {
        var day = words.Day(hours.DateOf(goLive));
        var key = "?key=" + Uri.EscapeDataString(links.For(SignUp, to.Id, LinkLasts));
        return new NudgeText(
            words["nudge.no-infosession.subject", rollout.PlatformName],
            words["nudge.no-infosession.why", to.BranchName, day],
            [
                words["nudge.no-infosession.ask", to.BranchName, rollout.PlatformName, day],
                .. Others(words, to, momentum),
                words.Count("nudge.no-infosession.choose", choices.Count),
            ])
        {
            Choices = [.. choices.Select(c => Choice(words, c, key))],
            Link = new LetterLink(words["nudge.no-infosession.all"], site.To("/infosessions" + key)),
        };
    }

    // The majority where there is one, else what is rising, else nothing: nobody is told that few came.
    private static IEnumerable<string> Others(Words words, NudgeRecipient to, Momentum momentum)
    {
        if (momentum.IsMajority)
        {
            yield return words["nudge.no-infosession.majority", momentum.Picked, momentum.People, to.BranchName];
        }
        else if (momentum.IsRising)
        {
            yield return words["nudge.no-infosession.rising", momentum.Lately, to.BranchName];
        }
    }

    private LetterChoice Choice(Words words, NearInfosession session, string key)
    {
        var ends = session.EndsAt.InZone(session.Zone).LocalDateTime;
        string[] lines =
        [
            session.Title,
            words["nudge.no-infosession.where", session.Place ?? words["nudge.no-infosession.online"], session.FacilitatorName],
            words.Count("nudge.no-infosession.seats", session.FreeSeats),
        ];
        return new LetterChoice(
            $"{words.Moment(session.Starts)}–{words.Hour(ends.TimeOfDay)}",
            lines,
            new LetterLink(words["nudge.no-infosession.pick"], site.To($"/infosessions/{session.Id.Value}/sign-up{key}")));
    }
}
