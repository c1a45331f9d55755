using Rollout.Domain.Infosessions;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>Expected attendance, and what may be shown of past attendance.</summary>
public sealed class ShowRateTests
{
    private static readonly ShowRates Past = new(new Dictionary<WarmUpReply, ShowRate>
    {
        [WarmUpReply.Comes] = new(40, 38), [WarmUpReply.Nothing] = new(30, 18), [WarmUpReply.Cannot] = new(10, 0), [WarmUpReply.NotAsked] = new(20, 16),
    });

    [Fact]
    public void Nothing_is_expected_while_too_little_is_known() =>
        Assert.Null(new ShowRates(new Dictionary<WarmUpReply, ShowRate> { [WarmUpReply.Comes] = new(19, 19) }).Expected(new Dictionary<WarmUpReply, int> { [WarmUpReply.Comes] = 5 }));

    [Fact]
    public void A_group_is_pulled_towards_everyone_as_if_ten_more_had_been_seen()
    {
        var everyone = 73 / 102.0;
        Assert.Equal(everyone, Past.RateOf(WarmUpReply.NotAsked), 10);
        Assert.Equal((38 + (10 * everyone)) / 50, Past.RateOf(WarmUpReply.Comes), 10);
        Assert.Equal((18 + (10 * everyone)) / 40, Past.RateOf(WarmUpReply.Nothing), 10);
        Assert.Equal(0, Past.RateOf(WarmUpReply.Cannot), 10);
    }

    [Fact]
    public void What_is_expected_is_the_sum_and_never_more_than_have_a_place()
    {
        var people = new Dictionary<WarmUpReply, int> { [WarmUpReply.Comes] = 6, [WarmUpReply.Nothing] = 4, [WarmUpReply.Cannot] = 2 };
        var expected = Past.Expected(people)!.Value;
        Assert.Equal((6 * Past.RateOf(WarmUpReply.Comes)) + (4 * Past.RateOf(WarmUpReply.Nothing)), expected, 10);
        Assert.InRange(expected, 0, 12);
        Assert.Equal(0, Past.Expected(new Dictionary<WarmUpReply, int>()));
    }

    [Fact]
    public void Groups_under_five_stand_together_so_that_the_rest_of_the_sum_is_never_under_five()
    {
        var random = new Random(7);
        for (var run = 0; run < 2000; run++)
        {
            var groups = Enumerable.Range(0, random.Next(1, 7)).Select(i => new AttendanceGroup($"{i}", random.Next(1, 12), random.Next(9), random.Next(9), random.Next(3))).ToList();
            var shown = AttendanceGroup.Shown(groups, "others", overlap: false);
            Assert.All(shown, g => Assert.True(g.People >= AttendanceGroup.MinGroupSize));
            var hidden = groups.Sum(g => g.People) - shown.Sum(g => g.People);
            Assert.True(hidden == 0 || shown.Count == 0);
            Assert.True(shown.Count == 0 || groups.Sum(g => g.Came) == shown.Sum(g => g.Came));
        }
    }

    [Fact]
    public void Where_someone_can_be_in_two_groups_two_small_ones_may_be_the_same_people()
    {
        AttendanceGroup[] groups = [new("a", 20, 15, 5, 0), new("b", 8, 4, 4, 0), new("c", 3, 3, 0, 0), new("d", 3, 2, 1, 0)];
        Assert.Equal([("a", 20), ("others", 8)], AttendanceGroup.Shown(groups, "others", overlap: true).Select(g => (g.Name, g.People)));
        Assert.Equal([("a", 20), ("b", 8), ("others", 6)], AttendanceGroup.Shown(groups, "others", overlap: false).Select(g => (g.Name, g.People)));
        Assert.Empty(AttendanceGroup.Shown(groups[2..], "others", overlap: true));
    }

    [Fact]
    public void A_question_is_kept_in_each_language_it_was_written_in()
    {
        var kept = WarmUp.Parse(WarmUp.Of([("en", " What:\r\n slows you down? "), ("nl", null), ("fr", " ")]).Serialized);
        Assert.Equal("What: slows you down?", kept.In("en"));
        Assert.Null(kept.In("nl"));
        Assert.Equal(WarmUp.Default, WarmUp.Of([("en", "")]));
    }
}
