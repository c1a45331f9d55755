using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>What plans, topics, findings and answers to reminders refuse.</summary>
public sealed class InfosessionRulesTests
{
    [Fact]
    public void A_plan_names_a_place_that_fits_and_is_not_years_ahead()
    {
        Refused.By(InfosessionRules.PlaceFits, () => Infosession.Plan(TopicId.New(), Some.Plan() with { Place = new string('x', SessionPlan.PlaceLength + 1) }, A.Monday));
        Refused.By(InfosessionRules.NotTooFarAhead, () => Infosession.Plan(TopicId.New(), Some.Plan("2030-12-03T14:00"), A.Monday));
    }

    [Fact]
    public void A_dry_run_keeps_its_seats() =>
        Refused.By(InfosessionRules.DryRunStaysWhole, () => Infosession.PlanDryRun(TopicId.New(), Some.Plan(), A.Monday).EnsureTransferable(2));

    [Fact]
    public void Nothing_is_moved_or_cancelled_after_it_started()
    {
        var session = Some.Published();

        Refused.By(InfosessionRules.NotAfterItStarted, () => session.Replan(Some.Plan("2026-12-02T14:00"), session.StartsAt));
        Refused.By(InfosessionRules.NotAfterItStarted, () => session.Cancel("Ill", session.StartsAt));

        Assert.Equal((InfosessionState.Published, Some.Local("2026-12-01T14:00")), (session.State, session.Starts));
    }

    [Fact]
    public void Only_who_waits_goes_first()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);

        Refused.By(InfosessionRules.OnlyWhoWaitsGoesFirst, () => registration.MoveToFront(1));

        Assert.Equal(RegistrationState.Registered, registration.State);
    }

    [Fact]
    public void An_answer_to_the_reminder_says_whether_they_come()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var answer = WarmUpAnswer.Of(registration.Id);

        Refused.By(WarmUpRules.SayWhether, () => answer.Give(registration, 0, A.Monday + Duration.FromDays(1), null, "What is it for?", A.Monday));

        Assert.Equal(("", default), (answer.Text, answer.At));
    }

    [Fact]
    public void The_content_of_a_topic_and_its_question_fit()
    {
        Refused.By(TopicRules.TextFits, () => Topic.Add(Draft() with { Text = new string('x', Topic.TextLength + 1) }, A.Monday));
        Refused.By(TopicRules.WarmUpFits, () => Topic.Add(Draft() with { WarmUp = WarmUp.Of([("nl", new string('x', WarmUp.QuestionLength + 1))]) }, A.Monday));
    }

    [Fact]
    public void One_person_gives_a_limited_number_of_findings_and_a_note_on_one_fits()
    {
        var dryRun = Infosession.PlanDryRun(TopicId.New(), Some.Plan(), A.Monday);
        var person = PersonId.New();

        Refused.By(TopicRules.NotTooManyFindings, () => Finding.Give(dryRun, person, true, Finding.MostOfOnePerson, "Too long", dryRun.EndsAt));
        var finding = Finding.Give(dryRun, person, true, Finding.MostOfOnePerson - 1, "Too long", dryRun.EndsAt);
        Refused.By(TopicRules.NoteFits, () => finding.Accept(new string('x', Finding.AnswerLength + 1), PersonId.New(), dryRun.EndsAt));

        Assert.Equal((FindingState.Open, "", null), (finding.State, finding.Answer, finding.SettledBy));
    }

    private static TopicDraft Draft() => new("De Brug", "What it is", 60, 14, "nl");
}
