using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using Rollout.App.Access;
using Rollout.App.Access.SignIn;
using Rollout.App.Features.Ambassadors;
using Rollout.App.Features.Ambassadors.Candidates;
using Rollout.App.Features.Ambassadors.Together;
using Rollout.App.Features.Feedback;
using Rollout.App.Features.Infosessions;
using Rollout.App.Features.Launches;
using Rollout.App.Features.Nudges;
using Rollout.App.Features.Topics;
using Rollout.App.Operations;
using Rollout.App.Wording;
using Rollout.Domain;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Mails;

/// <summary>
/// Mails as they were approved, in each language, as text and as HTML. A difference fails and writes what came beside it; with
/// <c>ROLLOUT_APPROVE=1</c> it is taken over.
/// </summary>
public sealed partial class ApprovedLettersTests
{
    private static readonly Instant Now = A.Monday;
    private static readonly Site Site = new(new Uri("https://debrug.example"));
    private static readonly StoppedClock Clock = new(Now);
    private static readonly SignedLinks Links = new(new EphemeralDataProtectionProvider(), Clock);
    private static readonly TheRollout Rollout = A.Rollout();
    private static readonly Branch Branch = A.Branch();

    private static readonly Wave Wave = Wave.Plan(
        "Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [Branch.Id], [new PlannedCheck("The hall is booked", CheckWeight.Must, 3)], A.Acting(A.Lead(Branch), Branch), Now);

    public static TheoryData<string, string> Letters()
    {
        var all = new TheoryData<string, string>();
        foreach (var mail in Mails.Keys)
        {
            foreach (var language in TheRollout.KnownLanguages)
            {
                all.Add(mail, language);
            }
        }

        return all;
    }

    private static readonly IReadOnlyDictionary<string, Func<Person, OutboxMessage>> Mails = new Dictionary<string, Func<Person, OutboxMessage>>
    {
        ["behind-pace"] = to => Nudge(BehindPace.Rule, to, new BehindPaceRule(null!, Site).Write(Rollout, 10, 3, new LocalDate(2026, 12, 28), lately: 2)),
        ["behind-pace-first"] = to => Nudge(BehindPace.Rule, to, new BehindPaceRule(null!, Site).Write(Rollout, 10, 0, new LocalDate(2026, 12, 28), lately: 0)),
        ["profile-open"] = to => Nudge(ProfileOpen.Rule, to, new ProfileOpenRule(null!, Site, Links).Write(Rollout, to.Id, "SANNE-7K2", "Sanne")),
        ["no-infosession"] = to => Nudge(NoInfosessionYet.Rule, to, words => NoInfosession(words, to, new Momentum(14, 9, 6), 3)),
        ["no-infosession-rising"] = to => Nudge(NoInfosessionYet.Rule, to, words => NoInfosession(words, to, new Momentum(100, 20, 6), 1)),
        ["ambassador-welcome"] = to => new AmbassadorLetters(Site, Links).Welcome(Rollout, AnAmbassador(to), to, Now),
        ["invitation"] = to => new AmbassadorLetters(Site, Links).Invitation(Rollout, AnAmbassador(to), "Sanne de Bruijn", to, "A photo, your job and one interest.", Now, Now + Duration.FromDays(30)),
        ["invitation-claimed"] = to => new AmbassadorLetters(Site, Links).Claimed(Rollout, AnAmbassador(to), "Sanne de Bruijn", to, "A photo, your job and one interest.", Now, Now + Duration.FromDays(30)),
        ["review-answered"] = to => new AmbassadorLetters(Site, Links).ReviewAnswered(Rollout, AReview(to), to, "Bas van Loon", moved: false, Now),
        ["review-answered-moved"] = to => new AmbassadorLetters(Site, Links).ReviewAnswered(Rollout, AReview(to), to, "Bas van Loon", moved: true, Now),
        ["ambassador-ends"] = to => new TermLetters(Site).Ends(Rollout, AnAmbassador(to), to, 7, Now, Now, Now + Duration.FromDays(7)),
        ["ambassadors-end"] = to => new TermLetters(Site).TheyEnd(Rollout, [.. Enumerable.Range(0, 13).Select(i => new EndingTerm($"Colleague {i}", "Gent", new LocalDate(2026, 11, 30), i, 10))], to, Now, Now),
        ["colleague-done"] = to => Nudge(ColleagueDone.Rule, to, new ColleagueDoneRule(null!, Site).Write(Rollout, ["Bas", "Priya"])),
        ["colleague-done-one"] = to => Nudge(ColleagueDone.Rule, to, new ColleagueDoneRule(null!, Site).Write(Rollout, ["Bas"])),
        ["ambassador-asked"] = to => new CandidateLetters(Site, Links).Asked(Rollout, AskedOf(to), to, "Mirjam de Vries", Now),
        ["ambassador-turned-down"] = to => new CandidateLetters(Site, Links).TurnedDown(Rollout, AskedOf(to), to, Now),
        ["ambassador-handed"] = to => new CandidateLetters(Site, Links).HandedOver(Rollout, AnAmbassador(to), "Sanne de Bruijn", to, 3, Now),
        ["weekly-digest"] = to => Nudge(WeeklyDigest.Rule, to, new WeeklyDigestRule(null!, Site).Write(Rollout, ADigest(to, 7), ["Bas", "Priya"], "Begin at the coffee machine.")),
        ["weekly-digest-made"] = to => Nudge(WeeklyDigest.Rule, to, new WeeklyDigestRule(null!, Site).Write(Rollout, ADigest(to, 10), [], null)),
        ["story-asked"] = to => new TogetherLetters(Site).StoryAsked(Rollout, to, "Mirjam de Vries", Now),
        ["question-answered"] = to => new TogetherLetters(Site).Answered(Rollout, AQuestion(to), to, Now),
        ["infosession-confirmed"] = to => Infosessions.Confirmed(Rollout, Facts, Who(to), 0, Now),
        ["infosession-moved"] = to => Infosessions.Moved(Rollout, Facts, Facts with { Place = "Hall 2", Sequence = 1 }, Who(to), 0, Now),
        ["infosession-cancelled"] = to => Infosessions.Cancelled(Rollout, Facts with { CancelledBecause = "The canteen is closed that day." }, Who(to), 0, Now),
        ["infosession-withdrawn"] = to => Infosessions.Withdrawn(Rollout, Facts, Who(to), 1, Now),
        ["dry-run-invitation"] = to => Topics.Invitation(Rollout, Facts, Who(to), Now),
        ["finding-accepted"] = to => Topics.Settled(Rollout, AFinding(to, f => f.Accept("", to.Id, Now)), Facts.Title, Who(to), Now),
        ["finding-changed"] = to => Topics.Settled(Rollout, AFinding(to, f => f.Change("It lasts an hour now.", to.Id, Now)), Facts.Title, Who(to), Now),
        ["finding-refused"] = to => Topics.Settled(Rollout, AFinding(to, f => f.Refuse("Two hours is what there is.", to.Id, Now)), Facts.Title, Who(to), Now),
        ["infosession-feedback"] = to => Feedback.Ask(Rollout, Facts with { FeedbackCode = "ACE347" }, Who(to), Now),
        ["infosession-feedback-dry-run"] = to => Feedback.Ask(Rollout, Facts with { FeedbackCode = "ACE347", IsDryRun = true }, Who(to), Now),
        ["feedback-open"] = to => Nudge(FeedbackOpen.Rule, to, Feedback.AskOnceMore(InfosessionId.New(), "ACE347", "De Brug on your phone", new LocalDateTime(2026, 11, 26, 14, 0), A.Brussels, to.Id, Now)),
        ["infosession-changed"] = to => Infosessions.Changed(Rollout, Facts, Next, Who(to), 1, Now),
        ["infosession-waiting"] = to => Waits.Waiting(Rollout, Facts, Who(to), InLine(to), 3, Now),
        ["infosession-offered"] = to => Waits.Offered(Rollout, Facts, Who(to), Offered(to), Now),
        ["infosession-called"] = to => Waits.Called(Rollout, Facts, Who(to), InLine(to), Now),
        ["infosession-offer-ended"] = to => Waits.OfferEnded(Rollout, Facts, Who(to), InLine(to), Now),
        ["infosession-without-seat"] = to => Waits.WithoutSeat(Rollout, Facts, Who(to), InLine(to), [Next, Next with { Place = null, Link = "https://meet.debrug.example/7", Taken = 13 }], Now),
        ["infosession-waiting-moved"] = to => Waits.Moved(Rollout, Facts, Next, Who(to), InLine(to), Now),
        ["infosession-waiting-cancelled"] = to => Waits.Cancelled(Rollout, Facts with { CancelledBecause = "The canteen is closed that day." }, Who(to), InLine(to), [], Now),
        ["infosession-reminder"] = to => Infosessions.Reminding(Rollout, Facts, Who(to), Now),
        ["infosession-hour-before"] = to => new ReminderLetters(Infosessions).Soon(Rollout, Facts with { Link = "https://meet.voorbeeld.be/brug" }, Who(to), Now),
        ["infosession-missed"] = to => new MissedLetters(Site, Links).Sorry(Rollout, Facts, Who(to), [Facts with { Starts = Facts.Starts.PlusDays(7), StartsAt = Facts.StartsAt + Duration.FromDays(7) }, Facts with { Branch = null, BranchName = null, Place = null, Link = "https://meet.voorbeeld.be/brug" }], Now),
        ["infosession-missed-no-dates"] = to => new MissedLetters(Site, Links).Sorry(Rollout, Facts, Who(to), [], Now),
        ["facilitator-moved"] = to => Facilitators.Moved(Rollout, Facts, Facts with { Place = "Hall 2", Sequence = 1 }, Who(to), ALead, Now),
        ["facilitator-cancelled"] = to => Facilitators.Cancelled(Rollout, Facts with { CancelledBecause = "The canteen is closed that day." }, Who(to), ALead, Now),
        ["facilitator-handed-over"] = to => Facilitators.HandedOver(Rollout, Facts, Facts with { FacilitatorName = "Claire Dubois" }, Who(to), ALead, Now),
        ["facilitator-given"] = to => Facilitators.Given(Rollout, Facts, Who(to), ALead, Now),
        ["sign-in"] = to => new AskSignInCode(null!, null!, Site, Clock).MailOf(Rollout, to, to.Email!, new SignInSecret(SignInCodeId.New(), "042137", new byte[16]), "/", Now),
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
        ["checks-open"] = to => Nudge(ChecksOpen.Rule, to, new ChecksOpenRule(Site).Write("Wave 1", [(new CheckSubject("", Measure.KickOffPlanned, 0), "Gent", new LocalDate(2026, 12, 1)), (new CheckSubject("Posters are up", null, 0), "Gent", new LocalDate(2026, 12, 3))])),
        ["wave-live"] = to => Launches.WaveIsLive(Wave, 3, to),
        ["checks-given"] = to => Launches.ChecksGiven(Wave, to, [(new CheckSubject("The hall is booked", null, 0), "Gent", new LocalDate(2026, 12, 1)), (new CheckSubject("Posters are up", null, 0), "Gent", new LocalDate(2026, 12, 3))]),
    };

    private static WeeklyDigest ADigest(Person to, int done) =>
        new(to.Id, WorkingHours.Of(Branch), 10, done, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), Now - Duration.FromDays(30));

    private static Candidate AskedOf(Person person)
    {
        var candidate = Candidate.Of(person.Id);
        candidate.Ask(person.Id, "You asked the best questions.", 10, new LocalDate(2026, 11, 23), new LocalDate(2026, 12, 28), Now);
        return candidate;
    }

    private static AmbassadorQuestion AQuestion(Person person)
    {
        var question = AmbassadorQuestion.Ask(person.Id, "Do temps count?", Now);
        question.Reply("Yes, everyone in the staff list counts.", Now);
        return question;
    }

    private static WaveWords Said(string language)
    {
        var words = WaveWords.In(Wave.Id, language);
        words.Say("We did this together.", "Karin Wouters, CEO", "Ask me anything there.", "https://debrug.example/film", "Say hello to one colleague.");
        return words;
    }

    private static KickOff AKickOff() => Wave.Launches[0].PlanKickOff(
        Wave, new KickOffPlan(new LocalDateTime(2026, 12, 7, 8, 45), 45, "Canteen", "We start together.", "5 Welcome"), A.Brussels, A.Acting(A.Lead(Branch), Branch), Now);

    private static LaunchLetters Launches => new(Rollout, Site, Now);

    private static Involved LaunchOf(Person director) => new(Wave.Launches[0].Id, Branch, director);

    private static FacilitatorLetters Facilitators => new(Site);

    private static Actor ALead => A.Acting(A.Lead(Branch), Branch);

    private static InfosessionLetters Infosessions => new(Site, Links, new CalendarEntries(Site, new Sender("rollout@debrug.example")));

    private static TopicLetters Topics => new(Site, Links);

    private static FeedbackLetters Feedback => new(Site, Links);

    private static Finding AFinding(Person by, Action<Finding> settle)
    {
        var dryRun = AnInfosession.DryRunOf(AnInfosession.Topic(), Branch, by);
        var finding = Finding.Give(dryRun, by.Id, wasThere: true, 0, "Two hours is long.", dryRun.StartsAt);
        settle(finding);
        return finding;
    }

    private static WaitingLetters Waits => new(Site, Links);

    private static InfosessionFacts Next =>
        Facts with { Starts = new LocalDateTime(2026, 12, 3, 10, 0), StartsAt = Instant.FromUtc(2026, 12, 3, 9, 0), EndsAt = Instant.FromUtc(2026, 12, 3, 11, 0), Place = "Hall 2", Sequence = 1 };

    private static Registration InLine(Person person) => Registration.Waiting(person.Id, Facts.Id, 3, Now);

    private static Registration Offered(Person person)
    {
        var registration = InLine(person);
        registration.Offer(Now + Duration.FromHours(4), Now);
        return registration;
    }

    private static InfosessionFacts Facts => new(
        InfosessionId.New(), TopicId.New(), "De Brug on your phone", "Find your colleagues and your news.", Branch.Id, "Gent", "BE", new LocalDateTime(2026, 11, 26, 14, 0), A.Brussels, 120,
        Instant.FromUtc(2026, 11, 26, 13, 0), Instant.FromUtc(2026, 11, 26, 15, 0), Instant.FromUtc(2026, 11, 25, 9, 0), "Canteen", null, 14, 7, 0, 0, PersonId.New(), "Anouk Smeets", "nl",
        InfosessionState.Published, 0, null, 0);

    [Theory]
    [MemberData(nameof(Letters))]
    public async Task Every_letter_reads_as_it_was_approved(string mail, string language)
    {
        var person = A.Person(Branch, "Bas de Groot", "bas@voorbeeld.be");
        person.Speaks(language);
        var letter = JsonSerializer.Deserialize<Letter>(Mails[mail](person).Letter)!;
        await using var composing = new ComposeMail(new Sender("rollout@debrug.example"), Clock).Open();
        var html = await composing.HtmlAsync(letter);

        Assert.Equal(language, letter.Language);
        Assert.True(Encoding.UTF8.GetByteCount(html) < 40_000);
        Approve($"{mail}.{language}.txt", LetterText.Of(letter));
        Approve($"{mail}.{language}.html", html);
    }

    private static OutboxMessage Nudge(string rule, Person to, Func<Words, NudgeText> write) => new NudgeLetters(Site, Links).Write(
        Rollout,
        new NudgeDraft(new PlannedNudge(rule, to.Id, "once", Now, Now + Duration.FromDays(1)), new NudgeRecipient(to.Id, to.Email!, to.Name, to.GivenName, to.Language, "Gent"), write),
        Now);

    private static NudgeText NoInfosession(Words words, Person to, Momentum momentum, int choices)
    {
        var near = Enumerable.Range(0, choices).Select(i => new NearInfosession(
            InfosessionId.New(), i == 2 ? null : Branch.Id, "De Brug on your phone", new LocalDateTime(2026, 11, 25 + i, 14, 0), Instant.FromUtc(2026, 11, 25 + i, 13, 0),
            Instant.FromUtc(2026, 11, 25 + i, 15, 0), A.Brussels, i == 2 ? null : "Canteen", "nl", 7 - (3 * i), "Anouk Smeets"));
        return new NoInfosessionLetter(Site, Links).Write(
            words, Rollout, new NudgeRecipient(to.Id, to.Email!, to.Name, to.GivenName, to.Language, "Gent"), WorkingHours.Of(Branch), Instant.FromUtc(2026, 12, 7, 8, 0), [.. near], momentum);
    }

    private static CreditReview AReview(Person to)
    {
        var review = CreditReview.Ask(AnAmbassador(to).Id, to.Id, "We did it together on Monday.", Now);
        review.AnswerWith("You are right, thank you.", to.Id, Now);
        return review;
    }

    private static Ambassador AnAmbassador(Person person) =>
        Ambassador.Appoint(person.Id, 10, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), "SANNE-7K2", Now);

    private static Registrant Who(Person person) => new(person.Id, person.Name, person.GivenName, person.Email, person.Language, "Gent", A.Brussels);

    private static void Approve(string name, string came, [CallerFilePath] string here = "")
    {
        var file = Path.Combine(Path.GetDirectoryName(here)!, "Approved", name);
        var text = Guids().Replace(Tokens().Replace(came, "$1TOKEN"), "ID").ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("ROLLOUT_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }

        if (!File.Exists(file) || File.ReadAllText(file).ReplaceLineEndings("\n") != text)
        {
            File.WriteAllText(file + ".came", text);
            Assert.Fail($"{name} is not as it was approved. What came is in {file}.came; run the test with ROLLOUT_APPROVE=1 to take it over.");
        }
    }

    [GeneratedRegex(@"(/stop/|/why/|/test-mail/|/sign-in/link/|[?&](?:key|me)=)[A-Za-z0-9_%-]+")]
    private static partial Regex Tokens();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();
}
