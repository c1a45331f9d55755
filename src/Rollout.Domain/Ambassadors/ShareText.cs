namespace Rollout.Domain.Ambassadors;

/// <summary>The text with which an ambassador shares their link, in one language; the link is appended to it.</summary>
public sealed class ShareText
{
    /// <summary>The maximum length: with its link it fits a text message of three parts.</summary>
    public const int Length = 400;

    private ShareText()
    {
    }

    public AmbassadorId Ambassador { get; private init; }

    /// <summary>en, nl or fr.</summary>
    public string Language { get; private init; } = "";

    public string Words { get; private init; } = "";

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="ShareTextRules"/> rule is broken.</exception>
    public static ShareText Write(AmbassadorId ambassador, string language, string words)
    {
        ShareTextRules.IsShort.Ensure(words.Trim().Length is > 0 and <= Length);
        return new ShareText { Ambassador = ambassador, Language = language, Words = words.Trim() };
    }
}
