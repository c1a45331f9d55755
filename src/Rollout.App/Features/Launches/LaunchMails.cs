using NodaTime;
using Rollout.App.Features.Mails;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Features.Launches;

/// <summary>The mails about waves and launches, each in the words of whom it goes to.</summary>
public sealed class LaunchMails(CurrentRollout currentRollout, Site site)
{
    internal async Task<LaunchLetters> AtAsync(Instant now, CancellationToken ct) => new(await currentRollout.GetAsync(ct), site, now);
}

/// <summary>The mails of one act, at one moment. Each has a key made of what it is about, so that it is queued once.</summary>
internal sealed class LaunchLetters(TheRollout rollout, Site site, Instant now)
{
    private static readonly Duration NewsLasts = Duration.FromDays(3);

    /// <summary>The lead asks a director for their verdict; at most once a day.</summary>
    public OutboxMessage AskToSign(Wave wave, Involved of) => ToDirector(
        of, wave, "ask", $"sign-off-asked/{of.Launch}/{now.InZone(wave.Zone).Date:uuuu-MM-dd}", "sign-off-asked", $"/launches/{of.Launch}", uselessFrom: wave.MomentAt);

    /// <summary>Once for each verdict that turned stale.</summary>
    public OutboxMessage Stale(Wave wave, Involved of, Standing standing)
    {
        var words = WordsOf(of.Director!);
        return ToDirector(
            of, wave, "stale", $"sign-off-stale/{standing.Last!.Id}", "sign-off-stale", $"/launches/{of.Launch}",
            [.. standing.Changes.Select(c => words.Of(c))], wave.MomentAt);
    }

    public OutboxMessage Moved(Wave wave, Involved of) => ToDirector(
        of, wave, "moved", $"wave-moved/{of.Launch}/{wave.TimesMoved}", "wave-moved", $"/launches/{of.Launch}", uselessFrom: wave.MomentAt);

    public OutboxMessage Started(Wave wave, Involved of) => ToDirector(
        of, wave, "started", $"wave-started/{of.Launch}/{wave.StartedAt!.Value.ToUnixTimeMilliseconds()}", "wave-started", $"/launches/{of.Launch}/roll-call", uselessFrom: wave.MomentAt);

    public OutboxMessage Held(Wave wave, Involved of) => ToDirector(
        of, wave, "held", $"wave-held/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "wave-held", $"/launches/{of.Launch}", uselessFrom: now + NewsLasts);

    public OutboxMessage TakenOut(Wave wave, Involved of, string reason) => ToDirector(
        of, wave, "out", $"left-out/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "left-out", $"/launches/{of.Launch}", [reason], now + NewsLasts);

    public OutboxMessage PutBack(Wave wave, Involved of) => ToDirector(
        of, wave, "back", $"put-back/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "put-back", $"/launches/{of.Launch}", uselessFrom: wave.MomentAt);

    /// <summary>The branch is live, and its director has one thing to do now.</summary>
    public OutboxMessage YouAreLive(Wave wave, Involved of) => ToDirector(
        of, wave, "live", $"you-are-live/{of.Launch}", "you-are-live", $"/launches/{of.Launch}/roll-call", uselessFrom: now + NewsLasts);

    public OutboxMessage WaveIsLive(Wave wave, int branches, Person lead)
    {
        var words = WordsOf(lead);
        return Mail(
            $"wave-live/{wave.Id}/{lead.Id}", "wave-live", lead, words, words["launch.mail-wave-live-subject", wave.Name], words["launch.mail-lead-why"],
            words["launch.mail-wave-live-button"], $"/waves/{wave.Id}/control-room", now + NewsLasts, words.Count("launch.mail-wave-live-body", branches, words.Moment(wave.Moment)));
    }

    /// <summary>A no-go, or a go with a condition, is for the lead to know at once.</summary>
    public OutboxMessage VerdictGiven(Wave wave, Involved of, SignOff signed, string director, Person lead)
    {
        var words = WordsOf(lead);
        var kind = signed.Verdict == Verdict.NoGo ? "no-go" : "condition";
        return Mail(
            $"verdict/{signed.Id}/{lead.Id}", "verdict", lead, words, words["launch.mail." + kind + "-subject", of.Branch.Name], words["launch.mail-lead-why"],
            words["launch.mail-look-at", wave.Name], $"/waves/{wave.Id}", wave.MomentAt, words["launch.mail." + kind + "-body", director, of.Branch.Name, wave.Name], signed.Words);
    }

    /// <summary>To someone who answers for checks without being the director.</summary>
    public OutboxMessage ChecksGiven(Wave wave, Person owner, IReadOnlyList<(string Text, string Branch, LocalDate Due)> checks)
    {
        var words = WordsOf(owner);
        var letter = Letter(
            owner, words, words.Count("launch.mail-checks-subject", checks.Count, wave.Name), words["launch.mail-checks-why", wave.Name],
            words["launch.mail-checks-button"], "/my/checks", words["launch.mail-checks-body", wave.Name, words.Moment(wave.Moment)]);
        letter = letter with { Facts = [words.Moment(wave.Moment), .. checks.Take(12).Select(c => words["launch.mail-checks-line", c.Text, c.Branch, words.ShortDay(c.Due)])] };
        return OutboxMessage.ServiceMail($"checks-given/{wave.Id}/{owner.Id}/{now.ToUnixTimeMilliseconds()}", "checks-given", Letters.To(owner), letter, now, uselessFrom: wave.MomentAt);
    }

    /// <summary>The news, to everyone of the branch.</summary>
    public OutboxMessage News(WaveId wave, string branch, Recipient to, string givenName, string? language)
    {
        var words = Words.In(Letters.LanguageOf(rollout, language));
        var letter = Letters.Write(
            rollout, words, givenName, words["launch.mail-news-subject", rollout.PlatformName], words["launch.mail-news-why", branch],
            words["launch.mail-news-body", rollout.PlatformName, branch]) with
        {
            Button = new LetterLink(words["launch.mail-news-button", rollout.PlatformName], Platform),
        };
        return OutboxMessage.ServiceMail(NewsKey(wave, to.Person!.Value), "live", to, letter, now, uselessFrom: now + NewsLasts);
    }

    public static string NewsKey(WaveId wave, PersonId person) => $"live:{wave}:{person}";

    private Uri Platform => Uri.TryCreate(rollout.PlatformAddress, UriKind.Absolute, out var address) ? address : site.To("/");

    // The director's mails are of one shape: the branch and its wave in the subject, the moment in the branch's own time as the fact, one button.
    private OutboxMessage ToDirector(
        Involved of, Wave wave, string kind, string id, string about, string path, IReadOnlyList<string>? more = null, Instant? uselessFrom = null)
    {
        var (director, words) = (of.Director!, WordsOf(of.Director!));
        var moment = wave.MomentAt.InZone(of.Branch.Zone).LocalDateTime;
        var letter = Letter(
            director, words, words["launch.mail." + kind + "-subject", of.Branch.Name, wave.Name], words["launch.mail-director-why", of.Branch.Name],
            words["launch.mail." + kind + "-button"], path, [words["launch.mail." + kind + "-body", of.Branch.Name, wave.Name, rollout.PlatformName], .. more ?? []]) with
        {
            Facts = [words.Moment(moment), $"{of.Branch.Name}, {wave.Name}"],
        };
        return OutboxMessage.ServiceMail(id, about, Letters.To(director), letter, now, uselessFrom: uselessFrom);
    }

    private OutboxMessage Mail(
        string id, string about, Person to, Words words, string subject, string why, string button, string path, Instant uselessFrom, params IReadOnlyList<string> paragraphs) =>
        OutboxMessage.ServiceMail(id, about, Letters.To(to), Letter(to, words, subject, why, button, path, paragraphs), now, uselessFrom: uselessFrom);

    private Letter Letter(Person to, Words words, string subject, string why, string button, string path, params IReadOnlyList<string> paragraphs) =>
        Letters.Write(rollout, words, to.GivenName, subject, why, paragraphs) with { Button = new LetterLink(button, site.To(path)) };

    private Words WordsOf(Person to) => Words.In(Letters.LanguageOf(rollout, to.Language));
}
