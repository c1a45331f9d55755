using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Contracts;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Mails;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Launches;

/// <summary>The mails about waves and launches, each in the recipient's language.</summary>
public sealed class LaunchEmails(RolloutSettingsCache currentRollout, SiteUrl site, LinkTokens links, Sender sender)
{
    internal async Task<LaunchEmailBuilder> AtAsync(Instant now, CancellationToken ct) => new(await currentRollout.GetAsync(ct), site, now);

    internal async Task<BranchEmails> ToBranchAsync(Instant now, CancellationToken ct) => new(await currentRollout.GetAsync(ct), site, links, sender, now);
}

/// <summary>Builds the mails of one command. Each has a key derived from what it is about, so that it is queued once.</summary>
internal sealed class LaunchEmailBuilder(RolloutSettings rollout, SiteUrl site, Instant now)
{
    private const int MostChecks = 12;
    private static readonly Duration NewsLasts = Duration.FromDays(3);

    /// <summary>Asks someone to sign for a branch; each person at most once a day.</summary>
    public OutboxMessage AskToSign(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "ask", $"sign-off-asked/{of.Launch}/{now.InZone(wave.Zone).Date:uuuu-MM-dd}", "sign-off-asked", $"/launches/{of.Launch}", uselessFrom: wave.MomentAt);

    /// <summary>Sent once per stale verdict and person who can sign again.</summary>
    public OutboxMessage Stale(Wave wave, LaunchContact of, SignOffStatus standing)
    {
        var words = WordsOf(of.Director!, of.Branch);
        return ToDirector(
            of, wave, of.NamedBy is null ? "stale" : "stale-deputy", $"sign-off-stale/{standing.Last!.Id}", "sign-off-stale", $"/launches/{of.Launch}",
            [.. standing.Changes.Select(c => words.Of(c))], wave.MomentAt);
    }

    /// <summary>The new moment, and the new due dates of open checks.</summary>
    public OutboxMessage Moved(Wave wave, LaunchContact of, Launch launch)
    {
        var words = WordsOf(of.Director!, of.Branch);
        return ToDirector(
            of, wave, "moved", $"wave-moved/{of.Launch}/{wave.TimesMoved}", "wave-moved", $"/launches/{of.Launch}",
            [.. launch.Checks.Where(c => !c.Done).OrderBy(c => c.Due).Take(MostChecks).Select(c => words["launch.mail-checks-line", words.Of(c.Subject), of.Branch.Name, words.ShortDay(c.Due)])],
            wave.MomentAt);
    }

    /// <summary>The lead stopped the count-down.</summary>
    public OutboxMessage OnHold(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "on-hold", $"wave-on-hold/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "wave-on-hold", $"/launches/{of.Launch}", [wave.HeldBecause!], now + NewsLasts);

    public OutboxMessage Lifted(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "lifted", $"wave-lifted/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "wave-lifted", $"/launches/{of.Launch}/roll-call", uselessFrom: wave.MomentAt);

    /// <summary>The late window passed while the server was down.</summary>
    public OutboxMessage HeldLate(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "late", $"wave-late/{of.Launch}/{wave.TimesMoved}", "wave-late", $"/launches/{of.Launch}", uselessFrom: now + NewsLasts);

    public OutboxMessage HeldLate(Wave wave, Person lead)
    {
        var words = WordsOf(lead);
        return Mail(
            $"wave-late/{wave.Id}/{wave.TimesMoved}/{lead.Id}", "wave-late", lead, words, words["launch.mail-late-subject", wave.Name], words["launch.mail-lead-why"],
            words["launch.mail-look-at", wave.Name], $"/waves/{wave.Id}", now + NewsLasts, words["launch.mail-late-body", wave.Name, words.Moment(wave.Moment), wave.Terms.LateMinutes]);
    }

    public OutboxMessage Started(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "started", $"wave-started/{of.Launch}/{wave.StartedAt!.Value.ToUnixTimeMilliseconds()}", "wave-started", $"/launches/{of.Launch}/roll-call", uselessFrom: wave.MomentAt);

    public OutboxMessage Held(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "held", $"wave-held/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "wave-held", $"/launches/{of.Launch}", uselessFrom: now + NewsLasts);

    public OutboxMessage TakenOut(Wave wave, LaunchContact of, string reason) => ToDirector(
        of, wave, "out", $"left-out/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "left-out", $"/launches/{of.Launch}", [reason], now + NewsLasts);

    public OutboxMessage PutBack(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "back", $"put-back/{of.Launch}/{now.ToUnixTimeMilliseconds()}", "put-back", $"/launches/{of.Launch}", uselessFrom: wave.MomentAt);

    /// <summary>The branch is live, and its director has one thing to do now.</summary>
    public OutboxMessage YouAreLive(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "live", $"you-are-live/{of.Launch}", "you-are-live", $"/launches/{of.Launch}/roll-call", uselessFrom: now + NewsLasts);

    /// <summary>Sent a quarter of an hour after going live to directors without a roll-call.</summary>
    public OutboxMessage RollCallMissing(Wave wave, LaunchContact of) => ToDirector(
        of, wave, "silent", $"roll-call-missing/{of.Launch}", "roll-call-missing", $"/launches/{of.Launch}/roll-call", uselessFrom: now + Duration.FromHours(6));

    /// <summary>Sent an hour after going live: the branches without a roll-call.</summary>
    public OutboxMessage RollCallsMissing(Wave wave, IReadOnlyList<string> branches, Person lead)
    {
        var words = WordsOf(lead);
        return Mail(
            $"roll-calls-missing/{wave.Id}/{lead.Id}", "roll-calls-missing", lead, words, words.Count("launch.mail-missing-subject", branches.Count, wave.Name), words["launch.mail-lead-why"],
            words["launch.mail-wave-live-button"], $"/waves/{wave.Id}/control-room", now + Duration.FromHours(6), words["launch.mail-missing-body", string.Join(", ", branches)]);
    }

    public OutboxMessage WaveIsLive(Wave wave, int branches, Person lead)
    {
        var words = WordsOf(lead);
        return Mail(
            $"wave-live/{wave.Id}/{lead.Id}", "wave-live", lead, words, words["launch.mail-wave-live-subject", wave.Name], words["launch.mail-lead-why"],
            words["launch.mail-wave-live-button"], $"/waves/{wave.Id}/control-room", now + NewsLasts, words.Count("launch.mail-wave-live-body", branches, words.Moment(wave.Moment)));
    }

    /// <summary>Notifies the lead at once of a no-go, or a go with a condition.</summary>
    public OutboxMessage VerdictGiven(Wave wave, LaunchContact of, SignOff signed, string director, Person lead)
    {
        var words = WordsOf(lead);
        var kind = signed.Verdict == Verdict.NoGo ? "no-go" : "condition";
        return Mail(
            $"verdict/{signed.Id}/{lead.Id}", "verdict", lead, words, words["launch.mail." + kind + "-subject", of.Branch.Name], words["launch.mail-lead-why"],
            words["launch.mail-look-at", wave.Name], $"/waves/{wave.Id}", wave.MomentAt, words["launch.mail." + kind + "-body", director, of.Branch.Name, wave.Name], signed.Words);
    }

    /// <summary>Sent to a newly named deputy.</summary>
    public OutboxMessage YouAreDeputy(Deputy deputy, Branch branch, string director, Person to, LaunchId? launch)
    {
        var words = WordsOf(to);
        return Mail(
            $"deputy/{deputy.Id}", "deputy", to, words, words["deputy.mail-subject", branch.Name], words["deputy.mail-why", director, branch.Name], words["deputy.mail-button"],
            launch is { } id ? $"/launches/{id}" : "/", now + Duration.FromDays(Deputy.MostDays),
            words["deputy.mail-body", director, branch.Name, words.Day(deputy.From), words.Day(deputy.Until)]);
    }

    /// <summary>Sent to an owner of checks who is not the director.</summary>
    public OutboxMessage ChecksGiven(Wave wave, Person owner, IReadOnlyList<(CheckSubject Check, string Branch, LocalDate Due)> checks) =>
        Checks("checks", $"checks-given/{wave.Id}/{owner.Id}/{now.ToUnixTimeMilliseconds()}", "checks-given", wave, owner, checks);

    /// <summary>The due dates changed, because the moment moved.</summary>
    public OutboxMessage ChecksMoved(Wave wave, Person owner, IReadOnlyList<(CheckSubject Check, string Branch, LocalDate Due)> checks) =>
        Checks("checks-moved", $"checks-moved/{wave.Id}/{wave.TimesMoved}/{owner.Id}", "checks-moved", wave, owner, checks);

    private OutboxMessage Checks(string kind, string id, string about, Wave wave, Person owner, IReadOnlyList<(CheckSubject Check, string Branch, LocalDate Due)> checks)
    {
        var words = WordsOf(owner);
        var letter = EmailContent(
            owner, words, words.Count($"launch.mail-{kind}-subject", checks.Count, wave.Name), words["launch.mail-checks-why", wave.Name],
            words["launch.mail-checks-button"], "/my/checks", words[$"launch.mail-{kind}-body", wave.Name, words.Moment(wave.Moment)]) with
        {
            Facts = [words.Moment(wave.Moment), .. checks.Take(MostChecks).Select(c => words["launch.mail-checks-line", words.Of(c.Check), c.Branch, words.ShortDay(c.Due)])],
        };
        return OutboxMessage.ServiceMail(id, about, EmailBuilder.To(owner), letter, now, uselessFrom: wave.MomentAt);
    }

    /// <summary>
    /// The news for everyone in the branch, in their own language or the branch's: messages of the lead and the CEO, the film, and one thing to do today.
    /// </summary>
    public OutboxMessage News(WaveId wave, Branch branch, Recipient to, string givenName, string? language, IReadOnlyList<WaveAnnouncement> said)
    {
        var words = Localizer.In(EmailBuilder.LanguageOf(rollout, language, branch));
        var own = said.FirstOrDefault(s => s.Language == words.Language && !s.IsEmpty) ?? said.FirstOrDefault(s => s.Language == rollout.DefaultLanguage && !s.IsEmpty);
        var letter = EmailBuilder.Write(
            rollout, words, givenName, words["launch.mail-news-subject", rollout.PlatformName], words["launch.mail-news-why", branch.Name], [.. NewsLines(words, branch.Name, own)]) with
        {
            Facts = own is { Today.Length: > 0 } ? [words["launch.mail-news-today"], own.Today] : [],
            Button = EmailBuilder.ToPlatform(rollout, words),
            Link = own is { Film.Length: > 0 } ? new EmailLink(words["launch.mail-news-film"], new Uri(own.Film)) : null,
        };
        return OutboxMessage.ServiceMail(NewsKey(wave, to.Person!.Value), "live", to, letter, now, uselessFrom: now + NewsLasts);
    }

    private IEnumerable<string> NewsLines(Localizer words, string branch, WaveAnnouncement? said)
    {
        yield return words[said is null ? "launch.mail-news-body" : "launch.mail-news-begin", rollout.PlatformName, branch];
        if (said is { FromLead.Length: > 0 })
        {
            yield return said.FromLead;
        }

        if (said is { FromCeo.Length: > 0 })
        {
            yield return said.CeoName.Length > 0 ? words["launch.mail-news-ceo", said.CeoName, said.FromCeo] : said.FromCeo;
        }
    }

    public static string NewsKey(WaveId wave, PersonId person) => $"live:{wave}:{person}";

    /// <summary>The same mail, marked as a rehearsal in its subject and text.</summary>
    public OutboxMessage Rehearsed(OutboxMessage message, Person lead)
    {
        var words = WordsOf(lead);
        var letter = System.Text.Json.JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!;
        letter = letter with { Subject = words["rehearsal.mail-subject", letter.Subject], Paragraphs = [words["rehearsal.mail-body"], .. letter.Paragraphs] };
        return OutboxMessage.ServiceMail("rehearsal/" + message.Key, "rehearsal", EmailBuilder.To(lead), letter, now, uselessFrom: now + Duration.FromHours(2));
    }

    // Mails to directors have one form: branch and wave in the subject, the moment in local time as the facts, and one button. A deputy gets the same, with a
    // key of their own.
    private OutboxMessage ToDirector(
        LaunchContact of, Wave wave, string kind, string id, string about, string path, IReadOnlyList<string>? more = null, Instant? uselessFrom = null)
    {
        var (director, words) = (of.Director!, WordsOf(of.Director!, of.Branch));
        var moment = wave.MomentAt.InZone(of.Branch.Zone).LocalDateTime;
        var letter = EmailContent(
            director, words, words["launch.mail." + kind + "-subject", of.Branch.Name, wave.Name],
            of.NamedBy is { } named ? words["deputy.mail-why", named, of.Branch.Name] : words["launch.mail-director-why", of.Branch.Name],
            words["launch.mail." + kind + "-button"], path, [words["launch.mail." + kind + "-body", of.Branch.Name, wave.Name, rollout.PlatformName], .. more ?? []]) with
        {
            Facts = [words.Moment(moment), $"{of.Branch.Name}, {wave.Name}"],
        };
        return OutboxMessage.ServiceMail(of.NamedBy is null ? id : $"{id}/{director.Id}", about, EmailBuilder.To(director), letter, now, uselessFrom: uselessFrom);
    }

    private OutboxMessage Mail(
        string id, string about, Person to, Localizer words, string subject, string why, string button, string path, Instant uselessFrom, params IReadOnlyList<string> paragraphs) =>
        OutboxMessage.ServiceMail(id, about, EmailBuilder.To(to), EmailContent(to, words, subject, why, button, path, paragraphs), now, uselessFrom: uselessFrom);

    private EmailContent EmailContent(Person to, Localizer words, string subject, string why, string button, string path, params IReadOnlyList<string> paragraphs) =>
        EmailBuilder.Write(rollout, words, to.GivenName, subject, why, paragraphs) with { Button = new EmailLink(button, site.To(path)) };

    private Localizer WordsOf(Person to, Branch? of = null) => Localizer.In(rollout.FirstSpoken(to.Language, to.PageLanguage, of?.Language, rollout.LanguageOf(to)));
}
