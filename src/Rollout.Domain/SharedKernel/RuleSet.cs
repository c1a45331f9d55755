namespace Rollout.Domain.SharedKernel;

/// <summary>Asks several rules before it refuses, so that a form can show everything that is wrong with it at once.</summary>
public static class RuleSet
{
    /// <param name="questions">Each checks one rule or several; all run, in this order.</param>
    /// <exception cref="BrokenRuleException">The first that was broken, with the others in <see cref="BrokenRuleException.All"/>.</exception>
    public static void EnsureAll(params ReadOnlySpan<Action> questions)
    {
        var broken = new List<BrokenRuleException>();
        foreach (var question in questions)
        {
            try
            {
                question();
            }
            catch (BrokenRuleException refusal)
            {
                broken.AddRange(refusal.All);
            }
        }

        if (broken.Count > 0)
        {
            throw new BrokenRuleException(broken[0].Rule, [.. broken[0].Words]) { Others = broken[1..] };
        }
    }
}
