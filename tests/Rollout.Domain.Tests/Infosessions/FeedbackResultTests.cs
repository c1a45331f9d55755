using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>Published feedback never reveals what fewer than five people answered.</summary>
public sealed class FeedbackResultTests
{
    private static readonly Instant Start = A.Monday;

    [Fact]
    public void One_infosession_is_shown_when_it_has_closed_with_five_answers()
    {
        Assert.True(FeedbackResult.IsShown(Start, 5, Start));
        Assert.False(FeedbackResult.IsShown(Start, 4, Start));
        Assert.False(FeedbackResult.IsShown(Start, 14, Start - Duration.FromMilliseconds(1)));
    }

    [Fact]
    public void Small_ones_wait_until_together_they_have_five()
    {
        var (a, b, c) = (Tally(3, 1), Tally(9, 2), Tally(1, 3));
        Assert.Equal([b], FeedbackResult.CountedFor([a, b, c], Day(9)));
        var d = Tally(1, 4);
        Assert.Equal([b, a, c, d], FeedbackResult.CountedFor([a, b, c, d], Day(9)));
    }

    [Fact]
    public void No_history_lets_fewer_than_five_answers_be_told_by_subtracting()
    {
        var dice = new Random(20_261_123);
        for (var history = 0; history < 2_000; history++)
        {
            var topic = Enumerable.Range(0, dice.Next(1, 12)).Select(_ => Tally(dice.Next(0, 9), dice.Next(0, 10))).ToList();
            var before = 0;
            for (var day = 0; day <= 10; day++)
            {
                var now = Day(day);
                var counted = FeedbackResult.CountedFor(topic, now);
                var total = FeedbackResult.Combine(counted).Answers;
                var shown = topic.Where(t => FeedbackResult.IsShown(t.ClosesAt, t.Scores.Answers, now)).ToList();

                Assert.All(shown, s => Assert.Contains(s, counted));
                AssertHidesEach(total - before);
                AssertHidesEach(total - shown.Sum(s => s.Scores.Answers));
                before = total;
            }
        }
    }

    [Fact]
    public void A_mean_is_of_all_answers_to_its_question()
    {
        var result = new FeedbackResult([(FeedbackQuestion.Useful, 5, 3), (FeedbackQuestion.Useful, 1, 1), (FeedbackQuestion.Clear, 2, 4)]);

        Assert.Equal((4, 4.0, 2.0), (result.Answers, result.Mean(FeedbackQuestion.Useful), result.Mean(FeedbackQuestion.Clear)));
        Assert.Equal(0, new FeedbackResult([]).Mean(FeedbackQuestion.Clear));
    }

    [Fact]
    public void It_closes_at_the_end_of_the_seventh_day_on_its_own_calendar_also_when_the_clocks_change()
    {
        // The clocks go back on Sunday 25 October 2026.
        var closes = FeedbackTime.ClosesAt(new LocalDateTime(2026, 10, 20, 14, 0), A.Brussels);
        Assert.Equal(new LocalDateTime(2026, 10, 28, 0, 0), closes.InZone(A.Brussels).LocalDateTime);
    }

    [Theory]
    [InlineData("ace347", "ACE347")]
    [InlineData(" ACE-347 ", "ACE347")]
    [InlineData("ACE34", null)]
    [InlineData("ACE3O7", null)]
    [InlineData(null, null)]
    public void A_code_is_read_as_people_type_it(string? typed, string? read) => Assert.Equal(read, FeedbackCode.Read(typed));

    [Theory]
    [InlineData(0, 3)]
    [InlineData(6, 3)]
    public void A_score_is_from_one_to_five(int useful, int clear)
    {
        Refused.By(FeedbackRules.ScoreUseful, () => new FeedbackAnswer(useful, clear, "").Validate());
        Refused.By(FeedbackRules.ScoreClear, () => new FeedbackAnswer(clear, useful, "").Validate());
        Refused.By(FeedbackRules.TextFits, () => new FeedbackAnswer(3, 3, new string('x', FeedbackAnswer.TextLength + 1)).Validate());
    }

    private static void AssertHidesEach(int difference) => Assert.True(difference == 0 || difference >= FeedbackResult.MinGroupSize, $"{difference} answers can be told.");

    private static Instant Day(int day) => Start + Duration.FromDays(day);

    private static FeedbackSummary Tally(int answers, int closesOn) => new(
        InfosessionId.New(), Day(closesOn), new FeedbackResult([(FeedbackQuestion.Useful, 4, answers), (FeedbackQuestion.Clear, 3, answers)]));
}
