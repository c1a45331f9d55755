using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Calendar;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>The mails to people of a branch before it goes live: the test mail, and the kick-off.</summary>
internal sealed class BranchEmails(RolloutSettings rollout, SiteUrl site, LinkTokens links, Sender sender, Instant now)
{
    private static readonly Duration LinkLasts = Duration.FromDays(60);

    /// <summary>At most once a day per person.</summary>
    public OutboxMessage TestMail(Wave wave, LaunchId launch, Branch branch, Person to)
    {
        var words = WordsOf(to.Language ?? to.PageLanguage, branch);
        var letter = EmailBuilder.Write(
            rollout, words, to.GivenName, words["test-mail.subject", rollout.PlatformName, branch.Name], words["test-mail.why", branch.Name], words["test-mail.letter", branch.Name]) with
        {
            Button = new EmailLink(words["test-mail.button"], site.To("/test-mail/" + links.Create(ConfirmTestMail.Purpose, launch.Value, LinkLasts))),
        };
        return OutboxMessage.ServiceMail($"test-mail/{launch}/{now.InZone(wave.Zone).Date:uuuu-MM-dd}/{to.Id}", "test-mail", EmailBuilder.To(to), letter, now, uselessFrom: wave.MomentAt);
    }

    public static string KickOffKey(KickOff kickOff, PersonId person) => $"kick-off/{kickOff.Launch}/{kickOff.Sequence}/{person}";

    /// <summary>The invitation to everyone in the branch, with a calendar entry; changes are sent as updates of the same entry.</summary>
    public OutboxMessage KickOff(KickOff kickOff, Branch branch, string director, KickOffGuest to, Instant leaves)
    {
        var words = WordsOf(to.Language, branch);
        var moment = words.Moment(kickOff.Starts);
        var letter = EmailBuilder.Write(
            rollout, words, to.GivenName, words[kickOff.Sequence == 0 ? "kick-off.mail-subject" : "kick-off.mail-subject-again", rollout.PlatformName, branch.Name, moment],
            words["kick-off.mail-why", branch.Name], [.. Said(words, kickOff, branch, director)]) with
        {
            Facts = [moment.Capital(), words["kick-off.mail-fact", kickOff.Place, words.Length(Duration.FromMinutes(kickOff.Minutes))]],
        };
        return OutboxMessage.ServiceMail(
            KickOffKey(kickOff, to.Id), "kick-off", EmailBuilder.To(to.Id, to.Email, to.Name), letter, now, leaves, uselessFrom: kickOff.StartsAt, calendar: CalendarFile.Write(Entry(words, kickOff, branch, to)));
    }

    /// <summary>A note of thanks in the director's own words, to one colleague.</summary>
    public OutboxMessage Thanks(Launch launch, Branch branch, Person to, string director, string said)
    {
        var words = WordsOf(to.Language ?? to.PageLanguage, branch);
        var letter = EmailBuilder.Write(rollout, words, to.GivenName, words["week.mail-subject", director], words["week.mail-why", director], [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), director]);
        return OutboxMessage.ServiceMail($"thanks/{launch.Id}/{to.Id}/{now.ToUnixTimeMilliseconds()}", "thanks", EmailBuilder.To(to), letter, now, uselessFrom: now + Duration.FromDays(3));
    }

    private IEnumerable<string> Said(Localizer words, KickOff kickOff, Branch branch, string director)
    {
        yield return words["kick-off.mail-body", rollout.PlatformName, branch.Name, director];
        foreach (var line in kickOff.Words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            yield return line;
        }
    }

    private CalendarEntry Entry(Localizer words, KickOff kickOff, Branch branch, KickOffGuest to) => new()
    {
        Method = CalendarMethod.Request,
        Uid = $"kick-off-{kickOff.Launch}@rollout",
        Sequence = kickOff.Sequence,
        Stamp = now,
        Starts = kickOff.Starts,
        Zone = kickOff.Zone,
        Length = Duration.FromMinutes(kickOff.Minutes),
        Summary = words["kick-off.calendar", rollout.PlatformName, branch.Name],
        Description = kickOff.Words,
        Location = kickOff.Place,
        Organizer = new CalendarAddress(sender.Name ?? rollout.PlatformName, sender.Address),
        Attendee = new CalendarAddress(to.Name, to.Email),
    };

    private Localizer WordsOf(string? language, Branch of) => Localizer.In(EmailBuilder.LanguageOf(rollout, language, of));
}

/// <summary>Someone in the branch with an e-mail address.</summary>
internal sealed record KickOffGuest(PersonId Id, string Email, string Name, string GivenName, string? Language);
