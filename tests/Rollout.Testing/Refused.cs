using Rollout.App.Shared.Localization;
using Rollout.Domain.SharedKernel;

namespace Rollout.Testing;

/// <summary>Asserts that a command was refused, and by which rule.</summary>
public static class Refused
{
    public static void By(Rule rule, Action act) => Assert.Equal(rule, Assert.Throws<BrokenRuleException>(act).Rule);

    public static async Task ByAsync(Rule rule, Func<Task> act) => Assert.Equal(rule, (await Assert.ThrowsAsync<BrokenRuleException>(act)).Rule);

    /// <summary>Asserts that a page tells the rule that refused, in English.</summary>
    public static void On(Page page, Rule rule, params object[] words) =>
        Assert.Contains(Localizer.In("en")["rule." + rule.Code, words], page.Text, StringComparison.Ordinal);
}
