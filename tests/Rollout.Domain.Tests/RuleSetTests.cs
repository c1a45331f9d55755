using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.Domain.Tests;

/// <summary>All errors of an input are reported at once.</summary>
public sealed class RuleSetTests
{
    private static readonly Rule First = new("test.first");
    private static readonly Rule Second = new("test.second");
    private static readonly Rule Third = new("test.third");

    [Fact]
    public void All_that_is_broken_is_told_in_the_order_it_was_asked_with_its_words()
    {
        var broken = Assert.Throws<BrokenRuleException>(() => RuleSet.EnsureAll(
            () => First.Ensure(true),
            () => Second.Ensure(false, "Gent", 3),
            () => RuleSet.EnsureAll(() => Third.Ensure(false), () => First.Ensure(false))));

        Assert.Equal([Second, Third, First], broken.All.Select(b => b.Rule));
        Assert.Equal(["Gent", 3], broken.Words);
    }

    [Fact]
    public void Nothing_is_told_when_every_rule_holds() => RuleSet.EnsureAll(() => First.Ensure(true), () => Second.Ensure(true));

    [Fact]
    public void A_topic_without_anything_right_is_refused_for_everything()
    {
        var draft = new TopicDraft("", new string('x', Topic.SummaryLength + 1), 9_999, 0, "de");

        Assert.Equal(
            [InfosessionRules.TopicNeedsATitle, InfosessionRules.SummaryFits, InfosessionRules.LengthFits, InfosessionRules.SeatsFit, InfosessionRules.LanguageIsKnown],
            Broken(() => Topic.Add(draft, A.Monday)));
    }

    [Fact]
    public void A_term_without_anything_right_is_refused_for_everything() =>
        Assert.Equal(
            [AmbassadorRules.QuotaIsAtLeastOne, AmbassadorRules.WindowHasAFirstDay, AmbassadorRules.WindowHasALastDay],
            Broken(() => Ambassador.EnsureTerm(0, null, null, A.Today)));

    private static IEnumerable<Rule> Broken(Action act) => Assert.Throws<BrokenRuleException>(act).All.Select(b => b.Rule);
}
