using System.Text.Json;
using NodaTime;
using Rollout.App.Modules.Launches.Contracts;
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

/// <summary>
/// Builds the mails of one command to directors, their deputies, leads and owners of checks. Each has a key derived from its subject, so that it is queued once.
/// </summary>
internal sealed class LaunchEmailBuilder(RolloutSettings rollout, SiteUrl site, Instant now)
{
    private const int MostChecks = 12;
    private static readonly Duration NewsLasts = Duration.FromDays(3);
    private static readonly Duration ReminderLasts = Duration.FromHours(6);

    /// <summary>Asks someone to sign for a branch; each person at most once a day.</summary>
    public OutboxMessage AskToSign(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("ask", "sign-off-asked", $"{of.Launch}/{now.InZone(wave.Zone).Date:uuuu-MM-dd}", wave.MomentAt));

    /// <summary>Sent once per stale verdict and person who can sign again.</summary>
    public OutboxMessage Stale(Wave wave, LaunchContact of, SignOffStatus status)
    {
        var words = WordsOf(of.Director!, of.Branch);
        return ToDirector(of, wave, new(of.NamedBy is null ? "stale" : "stale-deputy", "sign-off-stale", $"{status.Last!.Id}", wave.MomentAt)
        {
            Details = [.. status.Changes.Select(c => words.Of(c))],
        });
    }

    /// <summary>The new moment, and the new due dates of open checks.</summary>
    public OutboxMessage Moved(Wave wave, LaunchContact of, Launch launch)
    {
        var words = WordsOf(of.Director!, of.Branch);
        return ToDirector(of, wave, new("moved", "wave-moved", $"{of.Launch}/{wave.TimesMoved}", wave.MomentAt)
        {
            Details = [.. launch.Checks.Where(c => !c.Done).OrderBy(c => c.Due).Take(MostChecks).Select(c => words["launch.mail-checks-line", words.Of(c.Subject), of.Branch.Name, words.ShortDay(c.Due)])],
        });
    }

    /// <summary>The lead stopped the count-down.</summary>
    public OutboxMessage OnHold(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("on-hold", "wave-on-hold", AtThisMoment(of), now + NewsLasts) { Details = [wave.HeldBecause!] });

    public OutboxMessage Lifted(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("lifted", "wave-lifted", AtThisMoment(of), wave.MomentAt) { LeadsToRollCall = true });

    /// <summary>The late window passed while the server was down.</summary>
    public OutboxMessage HeldLate(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("late", "wave-late", $"{of.Launch}/{wave.TimesMoved}", now + NewsLasts));

    public OutboxMessage HeldLate(Wave wave, Person lead)
    {
        var words = WordsOf(lead);
        return Queue("wave-late", $"{wave.Id}/{wave.TimesMoved}/{lead.Id}", lead, now + NewsLasts, Write(
            lead, words, ToLead(words, words["launch.mail-late-subject", wave.Name], words["launch.mail-look-at", wave.Name], $"/waves/{wave.Id}"),
            words["launch.mail-late-body", wave.Name, words.Moment(wave.Moment), wave.Terms.LateMinutes]));
    }

    public OutboxMessage Started(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("started", "wave-started", $"{of.Launch}/{wave.StartedAt!.Value.ToUnixTimeMilliseconds()}", wave.MomentAt) { LeadsToRollCall = true });

    public OutboxMessage Held(Wave wave, LaunchContact of) => ToDirector(of, wave, new("held", "wave-held", AtThisMoment(of), now + NewsLasts));

    public OutboxMessage TakenOut(Wave wave, LaunchContact of, string reason) =>
        ToDirector(of, wave, new("out", "left-out", AtThisMoment(of), now + NewsLasts) { Details = [reason] });

    public OutboxMessage PutBack(Wave wave, LaunchContact of) => ToDirector(of, wave, new("back", "put-back", AtThisMoment(of), wave.MomentAt));

    /// <summary>The branch is live, and its director has one thing to do now.</summary>
    public OutboxMessage YouAreLive(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("live", "you-are-live", $"{of.Launch}", now + NewsLasts) { LeadsToRollCall = true });

    /// <summary>Sent a quarter of an hour after going live to directors without a roll-call.</summary>
    public OutboxMessage RollCallMissing(Wave wave, LaunchContact of) =>
        ToDirector(of, wave, new("silent", "roll-call-missing", $"{of.Launch}", now + ReminderLasts) { LeadsToRollCall = true });

    /// <summary>Sent an hour after going live: the branches without a roll-call.</summary>
    public OutboxMessage RollCallsMissing(Wave wave, IReadOnlyList<string> branches, Person lead)
    {
        var words = WordsOf(lead);
        return Queue("roll-calls-missing", $"{wave.Id}/{lead.Id}", lead, now + ReminderLasts, Write(
            lead, words, ToLead(words, words.Count("launch.mail-missing-subject", branches.Count, wave.Name), words["launch.mail-wave-live-button"], $"/waves/{wave.Id}/control-room"),
            words["launch.mail-missing-body", string.Join(", ", branches)]));
    }

    public OutboxMessage WaveIsLive(Wave wave, int branches, Person lead)
    {
        var words = WordsOf(lead);
        return Queue("wave-live", $"{wave.Id}/{lead.Id}", lead, now + NewsLasts, Write(
            lead, words, ToLead(words, words["launch.mail-wave-live-subject", wave.Name], words["launch.mail-wave-live-button"], $"/waves/{wave.Id}/control-room"),
            words.Count("launch.mail-wave-live-body", branches, words.Moment(wave.Moment))));
    }

    /// <summary>Notifies the lead at once of a no-go, or a go with a condition.</summary>
    public OutboxMessage VerdictGiven(Wave wave, LaunchContact of, SignOff signed, string director, Person lead)
    {
        var words = WordsOf(lead);
        var kind = signed.Verdict == Verdict.NoGo ? "no-go" : "condition";
        return Queue("verdict", $"{signed.Id}/{lead.Id}", lead, wave.MomentAt, Write(
            lead, words, ToLead(words, words["launch.mail." + kind + "-subject", of.Branch.Name], words["launch.mail-look-at", wave.Name], $"/waves/{wave.Id}"),
            words["launch.mail." + kind + "-body", director, of.Branch.Name, wave.Name], signed.Words));
    }

    /// <summary>Sent to a newly named deputy.</summary>
    public OutboxMessage YouAreDeputy(Deputy deputy, Branch branch, string director, Person to, LaunchId? launch)
    {
        var words = WordsOf(to);
        var frame = new Frame(
            words["deputy.mail-subject", branch.Name], words["deputy.mail-why", director, branch.Name], words["deputy.mail-button"], launch is { } id ? $"/launches/{id}" : "/");
        return Queue("deputy", $"{deputy.Id}", to, now + Duration.FromDays(Deputy.MostDays), Write(
            to, words, frame, words["deputy.mail-body", director, branch.Name, words.Day(deputy.From), words.Day(deputy.Until)]));
    }

    /// <summary>Sent to an owner of checks who is not the director.</summary>
    public OutboxMessage ChecksGiven(Wave wave, Person owner, IReadOnlyList<OwnedCheck> checks) =>
        Queue("checks-given", $"{wave.Id}/{owner.Id}/{now.ToUnixTimeMilliseconds()}", owner, wave.MomentAt, Checks("checks", wave, owner, checks));

    /// <summary>The due dates changed, because the moment moved.</summary>
    public OutboxMessage ChecksMoved(Wave wave, Person owner, IReadOnlyList<OwnedCheck> checks) =>
        Queue("checks-moved", $"{wave.Id}/{wave.TimesMoved}/{owner.Id}", owner, wave.MomentAt, Checks("checks-moved", wave, owner, checks));

    /// <summary>The same mail, marked as a rehearsal in its subject and text.</summary>
    public OutboxMessage Rehearsed(OutboxMessage message, Person lead)
    {
        var words = WordsOf(lead);
        var letter = JsonSerializer.Deserialize<EmailContent>(message.EmailContent)!;
        letter = letter with { Subject = words["rehearsal.mail-subject", letter.Subject], Paragraphs = [words["rehearsal.mail-body"], .. letter.Paragraphs] };
        return Queue("rehearsal", message.Key, lead, now + Duration.FromHours(2), letter);
    }

    private EmailContent Checks(string kind, Wave wave, Person owner, IReadOnlyList<OwnedCheck> checks)
    {
        var words = WordsOf(owner);
        var frame = new Frame(
            words.Count($"launch.mail-{kind}-subject", checks.Count, wave.Name), words["launch.mail-checks-why", wave.Name], words["launch.mail-checks-button"], "/my/checks");
        return Write(owner, words, frame, words[$"launch.mail-{kind}-body", wave.Name, words.Moment(wave.Moment)]) with
        {
            Facts = [words.Moment(wave.Moment), .. checks.Take(MostChecks).Select(c => words["launch.mail-checks-line", words.Of(c.Check), c.Branch, words.ShortDay(c.Due)])],
        };
    }

    // A deputy gets the same mail as the director, under a key of their own.
    private OutboxMessage ToDirector(LaunchContact of, Wave wave, DirectorNotice notice)
    {
        var (director, words) = (of.Director!, WordsOf(of.Director!, of.Branch));
        var frame = new Frame(
            words["launch.mail." + notice.Words + "-subject", of.Branch.Name, wave.Name],
            of.NamedBy is { } named ? words["deputy.mail-why", named, of.Branch.Name] : words["launch.mail-director-why", of.Branch.Name],
            words["launch.mail." + notice.Words + "-button"],
            notice.LeadsToRollCall ? $"/launches/{of.Launch}/roll-call" : $"/launches/{of.Launch}");
        var letter = Write(director, words, frame, [words["launch.mail." + notice.Words + "-body", of.Branch.Name, wave.Name, rollout.PlatformName], .. notice.Details]) with
        {
            Facts = [words.Moment(wave.MomentAt.InZone(of.Branch.Zone).LocalDateTime), $"{of.Branch.Name}, {wave.Name}"],
        };
        return Queue(notice.Type, of.NamedBy is null ? notice.Occasion : $"{notice.Occasion}/{director.Id}", director, notice.Until, letter);
    }

    private OutboxMessage Queue(string type, string occasion, Person to, Instant until, EmailContent letter) =>
        OutboxMessage.ServiceMail($"{type}/{occasion}", type, EmailBuilder.To(to), letter, now, uselessFrom: until);

    private EmailContent Write(Person to, Localizer words, Frame frame, params IReadOnlyList<string> paragraphs) =>
        EmailBuilder.Write(rollout, words, to.GivenName, frame.Subject, frame.Why, paragraphs) with { Button = new EmailLink(frame.Button, site.To(frame.Path)) };

    private string AtThisMoment(LaunchContact of) => $"{of.Launch}/{now.ToUnixTimeMilliseconds()}";

    private static Frame ToLead(Localizer words, string subject, string button, string path) => new(subject, words["launch.mail-lead-why"], button, path);

    private Localizer WordsOf(Person to, Branch? of = null) => Localizer.In(rollout.FirstSpoken(to.Language, to.PageLanguage, of?.Language, rollout.LanguageOf(to)));

    /// <summary>What is around the paragraphs of a mail.</summary>
    private sealed record Frame(string Subject, string Why, string Button, string Path);

    /// <summary>A mail to a director: branch and wave in the subject, the moment in the branch's local time, and one button.</summary>
    /// <param name="Words">The part of the resource keys that names its subject, body and button.</param>
    /// <param name="Type">The message type, with which its key begins.</param>
    /// <param name="Occasion">The rest of the key: a second notice of that type for it is not queued.</param>
    /// <param name="Until">From when on it is not worth sending.</param>
    private sealed record DirectorNotice(string Words, string Type, string Occasion, Instant Until)
    {
        /// <summary>The button opens the roll-call instead of the launch.</summary>
        public bool LeadsToRollCall { get; init; }

        /// <summary>Paragraphs below the body.</summary>
        public IReadOnlyList<string> Details { get; init; } = [];
    }
}

/// <summary>A check in a mail to its owner.</summary>
internal sealed record OwnedCheck(CheckSubject Check, string Branch, LocalDate Due);
