using NodaTime;
using Rollout.App.Modules.Ambassadors;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Community;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Shared.Mails;

/// <summary>Mails to ambassadors, the people they invite, and people asked to become one.</summary>
internal static partial class TheMails
{
    private static Dictionary<string, Func<Person, OutboxMessage>> AmbassadorMails => new()
    {
        ["ambassador-welcome"] = to => new AmbassadorEmails(SiteUrl, Links).Welcome(Rollout, AnAmbassador(to), to, Now),
        ["invitation"] = to => new AmbassadorEmails(SiteUrl, Links).Invitation(Rollout, Invited(to), Now),
        ["invitation-claimed"] = to => new AmbassadorEmails(SiteUrl, Links).Claimed(Rollout, Invited(to), Now),
        ["confirmed-by-facts"] = to => new AmbassadorEmails(SiteUrl, Links).ConfirmedByFacts(Rollout, AnAmbassador(to), "Sanne de Bruijn", to, Now),
        ["review-answered"] = to => new AmbassadorEmails(SiteUrl, Links).ReviewAnswered(Rollout, AReview(to), to, "Bas van Loon", moved: false, Now),
        ["review-answered-moved"] = to => new AmbassadorEmails(SiteUrl, Links).ReviewAnswered(Rollout, AReview(to), to, "Bas van Loon", moved: true, Now),
        ["ambassador-ends"] = to => new TermEmails(SiteUrl).Ends(Rollout, AnAmbassador(to), to, 7, Now, Now, Now + Duration.FromDays(7)),
        ["ambassadors-end"] = to => new TermEmails(SiteUrl).TheyEnd(Rollout, [.. Enumerable.Range(0, 13).Select(i => new EndingTerm($"Colleague {i}", "Gent", new LocalDate(2026, 11, 30), i, 10))], to, Now, Now),
        ["ambassador-asked"] = to => new CandidateEmails(SiteUrl, Links).Asked(Rollout, AskedOf(to), to, "Mirjam de Vries", Now),
        ["ambassador-turned-down"] = to => new CandidateEmails(SiteUrl, Links).TurnedDown(Rollout, AskedOf(to), to, Now),
        ["ambassador-taken-back"] = to => new TermEmails(SiteUrl).TakenBack(Rollout, AnAmbassador(to), to, Now),
        ["ambassador-handed"] = to => new CandidateEmails(SiteUrl, Links).HandedOver(Rollout, AnAmbassador(to), "Sanne de Bruijn", to, 3, Now),
        ["story-asked"] = to => new CommunityEmails(SiteUrl).StoryAsked(Rollout, to, "Mirjam de Vries", Now),
        ["question-answered"] = to => new CommunityEmails(SiteUrl).Answered(Rollout, AQuestion(to), to, Now),
    };

    private static InvitedByMail Invited(Person to) => new(AnAmbassador(to), "Sanne de Bruijn", to, "A photo, your job and one interest.", Now + Duration.FromDays(30));

    private static Candidate AskedOf(Person person)
    {
        var candidate = Candidate.Of(person.Id);
        candidate.Ask(person.Id, "You asked the best questions.", 10, new LocalDate(2026, 11, 23), new LocalDate(2026, 12, 28), A.Today, Now);
        return candidate;
    }

    private static AmbassadorQuestion AQuestion(Person person)
    {
        var question = AmbassadorQuestion.Ask(person.Id, "Do temps count?", Now);
        question.Reply("Yes, everyone in the staff list counts.", Now);
        return question;
    }

    private static CreditReview AReview(Person to)
    {
        var review = CreditReview.Ask(AnAmbassador(to).Id, to.Id, "We did it together on Monday.", Now);
        review.AnswerWith("You are right, thank you.", to.Id, Now);
        return review;
    }

    private static Ambassador AnAmbassador(Person person) =>
        Ambassador.Appoint(person.Id, 10, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), "SANNE-7K2", A.Today, Now);
}
