namespace Rollout.App.Shared.Components;

/// <summary>What was answered in a step, as it is read back.</summary>
/// <param name="Text">Null or empty where nothing was answered.</param>
/// <param name="Language">The language of the text, where it may be another than the page's.</param>
public sealed record StepAnswer(string Question, string? Text, string? Language = null)
{
    public static implicit operator StepAnswer((string Question, string? Text) answer) => new(answer.Question, answer.Text);
}
