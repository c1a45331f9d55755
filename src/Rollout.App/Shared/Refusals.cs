using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared;

/// <summary>
/// For code to which a refusal is a result like any other: a preview, a batch, a form that was sent twice. A form's refusal is shown by <see cref="Components.ActionForm"/>, that of an endpoint by
/// <see cref="RefusedEndpoints"/>; everything else lets it pass.
/// </summary>
internal static class Refusals
{
    /// <returns>Null if no rule was broken.</returns>
    public static BrokenRuleException? Of(Action command)
    {
        try
        {
            command();
            return null;
        }
        catch (BrokenRuleException broken)
        {
            return broken;
        }
    }

    /// <returns>Null if no rule was broken.</returns>
    public static async Task<BrokenRuleException?> OfAsync(Func<Task> command)
    {
        try
        {
            await command();
            return null;
        }
        catch (BrokenRuleException broken)
        {
            return broken;
        }
    }

    /// <summary>Runs a command that this rule may refuse, because what it asks has been done already.</summary>
    /// <exception cref="BrokenRuleException">Another rule is broken.</exception>
    public static async Task IgnoreAsync(Rule rule, Func<Task> command)
    {
        try
        {
            await command();
        }
        catch (BrokenRuleException broken) when (broken.Rule == rule)
        {
        }
    }
}
