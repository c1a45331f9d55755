using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Ambassadors;

/// <summary>What ambassadors and the lead write to each other says something, fits, and otherwise changes nothing.</summary>
public sealed class CommunityTests
{
    private readonly PersonId _lead = PersonId.New();
    private readonly PersonId _sanne = PersonId.New();

    [Fact]
    public void A_text_to_share_is_short()
    {
        Refused.By(ShareTextRules.IsShort, () => ShareText.Write(AmbassadorId.New(), "nl", "  "));
        Refused.By(ShareTextRules.IsShort, () => ShareText.Write(AmbassadorId.New(), "nl", new string('x', ShareText.Length + 1)));
        Assert.Equal("Come too", ShareText.Write(AmbassadorId.New(), "en", " Come too ").Words);
    }

    [Fact]
    public void A_review_says_why_and_its_answer_says_something()
    {
        Refused.By(CreditReviewRules.SaysWhy, () => CreditReview.Ask(AmbassadorId.New(), _sanne, "??", A.Monday));
        Refused.By(CreditReviewRules.SaysWhy, () => CreditReview.Ask(AmbassadorId.New(), _sanne, new string('x', CreditReview.TextLength + 1), A.Monday));
        var review = CreditReview.Ask(AmbassadorId.New(), _sanne, "I brought Bas in", A.Monday);

        Refused.By(CreditReviewRules.AnswerSaysSomething, () => review.AnswerWith("no", _lead, A.Monday));

        Assert.Equal((null, null, null), (review.Answer, review.AnsweredBy, review.AnsweredAt));
    }

    [Fact]
    public void A_story_says_something()
    {
        var story = Spotlight.Ask(_sanne, _lead, A.Monday);

        Refused.By(SpotlightRules.SaysSomething, () => story.Give(" ", A.Monday));
        Refused.By(SpotlightRules.SaysSomething, () => story.Give(new string('x', Spotlight.StoryLength + 1), A.Monday));

        Assert.Equal((SpotlightState.Asked, ""), (story.State, story.Story));
    }

    [Fact]
    public void A_tip_says_something_in_a_language_the_product_has()
    {
        Refused.By(TipRules.SaysSomething, () => Tip.Write("nl", " ", A.Monday));
        Refused.By(TipRules.SaysSomething, () => Tip.Write("nl", new string('x', Tip.TextLength + 1), A.Monday));
        Refused.By(TipRules.SaysSomething, () => Tip.Write("de", "Nimm jemanden mit", A.Monday));
        Assert.Equal("Take someone along", Tip.Write("en", " Take someone along", A.Monday).Text);
    }

    [Fact]
    public void A_question_asks_something_and_its_answer_answers_something()
    {
        Refused.By(TipRules.AsksSomething, () => AmbassadorQuestion.Ask(_sanne, "? ", A.Monday));
        var question = AmbassadorQuestion.Ask(_sanne, "When is the next one?", A.Monday);

        Refused.By(TipRules.AnswersSomething, () => question.Reply("  ", A.Monday));

        Assert.Equal(("", null), (question.Answer, question.AnsweredAt));
    }

    [Fact]
    public void An_ask_can_be_accepted_until_the_last_day_of_its_window()
    {
        var candidate = Candidate.Of(_sanne);
        candidate.Ask(_lead, "", 8, A.Today, A.Today.PlusDays(30), A.Today, A.Monday);

        Refused.By(CandidateRules.AskIsOpen, () => candidate.Accept(A.Today.PlusDays(31), A.Monday));

        Assert.Equal(CandidateState.Asked, candidate.State);
    }

    [Fact]
    public void Only_who_applied_is_taken_on_and_a_reason_fits()
    {
        var candidate = Candidate.Of(_sanne);

        Refused.By(CandidateRules.HasApplied, () => candidate.TakeOn(A.Monday));
        Refused.By(CandidateRules.WhyFits, () => candidate.Apply(new string('x', 5000), A.Monday));

        Assert.Equal((CandidateState.New, ""), (candidate.State, candidate.Why));
    }
}
