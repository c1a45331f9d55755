namespace Rollout.Domain.SharedKernel;

/// <summary>
/// A business rule, named for what must hold. The <paramref name="Code"/> never changes; the sentence people read is the resource <c>rule.{Code}</c> in each
/// language.
/// </summary>
public sealed record Rule(string Code)
{
    /// <summary>Throws unless the rule holds.</summary>
    /// <param name="words">The values for the placeholders of the rule's sentence, in order.</param>
    /// <exception cref="BrokenRuleException">The rule does not hold.</exception>
    public void Ensure(bool holds, params object[] words)
    {
        if (!holds)
        {
            throw new BrokenRuleException(this, words);
        }
    }
}

/// <summary>A business rule was broken. Anything else that is thrown is a bug.</summary>
public sealed class BrokenRuleException(Rule rule, params object[] words) : Exception(rule.Code)
{
    /// <summary>The rule that was broken.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>The values for the placeholders of the rule's sentence, in order.</summary>
    public IReadOnlyList<object> Words { get; } = words;

    /// <summary>What else was refused, where several rules were asked at once (<see cref="RuleSet"/>).</summary>
    public IReadOnlyList<BrokenRuleException> Others { get; init; } = [];

    /// <summary>Everything that was refused, this first.</summary>
    public IEnumerable<BrokenRuleException> All => Others.Prepend(this);
}
