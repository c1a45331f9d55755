namespace Rollout.Domain.SharedKernel;

/// <summary>
/// A sentence of the business that must hold. The <paramref name="Code"/> never changes; the words a person reads are
/// resources under <c>rule.{Code}</c> in each language.
/// </summary>
public sealed record Rule(string Code)
{
    /// <summary>Refuses what is being done unless the rule holds.</summary>
    /// <param name="holds">Whether the rule holds.</param>
    /// <param name="words">What the rule's sentence mentions, in the order of its placeholders.</param>
    /// <exception cref="BrokenRuleException">The rule does not hold.</exception>
    public void Ensure(bool holds, params object[] words)
    {
        if (!holds)
        {
            throw new BrokenRuleException(this, words);
        }
    }
}

/// <summary>The business said no. Anything else that goes wrong is a bug, and keeps its own exception.</summary>
public sealed class BrokenRuleException(Rule rule, params object[] words) : Exception(rule.Code)
{
    /// <summary>The rule that refused.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>What the rule's sentence mentions, in the order of its placeholders.</summary>
    public IReadOnlyList<object> Words { get; } = words;
}
