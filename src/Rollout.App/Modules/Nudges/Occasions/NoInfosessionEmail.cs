using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Offers up to three infosessions, each with a link with which this person signs up without signing in.</summary>
internal sealed class NoInfosessionEmail(SiteUrl site, LinkTokens links)
{
    // The purpose under which the infosession pages accept a link token.
    private const string SignUp = "sign-up";
    private static readonly Duration LinkLasts = Duration.FromDays(30);

    public NudgeText Write(
        Localizer words, RolloutSettings rollout, NudgeRecipient to, WorkingHours hours, Instant goLive, IReadOnlyList<NearbyInfosession> choices, BranchUptake momentum)
    {
        var day = words.Day(hours.DateOf(goLive));
        var key = "?key=" + Uri.EscapeDataString(links.Create(SignUp, to.Id, LinkLasts));
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
            Link = new EmailLink(words["nudge.no-infosession.all"], site.To("/infosessions" + key)),
        };
    }

    /// <summary>The text when the lead announces infosessions to a branch, whether or not a go-live is planned.</summary>
    public NudgeText WriteTold(Localizer words, RolloutSettings rollout, NudgeRecipient to, IReadOnlyList<NearbyInfosession> choices, BranchUptake momentum)
    {
        var key = "?key=" + Uri.EscapeDataString(links.Create(SignUp, to.Id, LinkLasts));
        return new NudgeText(
            words["nudge.infosessions-told.subject", rollout.PlatformName],
            words["nudge.infosessions-told.why", to.BranchName],
            [words["nudge.infosessions-told.ask", rollout.PlatformName], .. Others(words, to, momentum), words.Count("nudge.no-infosession.choose", choices.Count)])
        {
            Choices = [.. choices.Select(c => Choice(words, c, key))],
            Link = new EmailLink(words["nudge.no-infosession.all"], site.To("/infosessions" + key)),
        };
    }

    // Mentions the majority if there is one, otherwise a rising number, otherwise nothing: the mail never says that few have signed up.
    private static IEnumerable<string> Others(Localizer words, NudgeRecipient to, BranchUptake momentum)
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

    private EmailChoice Choice(Localizer words, NearbyInfosession session, string key)
    {
        var ends = session.EndsAt.InZone(session.Zone).LocalDateTime;
        string[] lines =
        [
            session.Title.In(words.Language),
            words["nudge.no-infosession.where", session.Place ?? words["nudge.no-infosession.online"], session.FacilitatorName],
            words.Count("nudge.no-infosession.seats", session.FreeSeats),
        ];
        return new EmailChoice(
            $"{words.Moment(session.Starts)}–{words.Hour(ends.TimeOfDay)}",
            lines,
            new EmailLink(words["nudge.no-infosession.pick"], site.To($"/infosessions/{session.Id.Value}/sign-up{key}")));
    }
}
