namespace Rollout.Domain.Ambassadors;

/// <summary>The words in which an ambassador passes on their link, in one language; the link itself is put behind them.</summary>
public sealed class ShareText
{
    /// <summary>The most characters, so that it fits a text message of three parts with its link.</summary>
    public const int Length = 400;

    private ShareText()
    {
    }

    public AmbassadorId Ambassador { get; private init; }

    /// <summary>en, nl or fr.</summary>
    public string Language { get; private init; } = "";

    public string Words { get; private init; } = "";

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="ShareTextRules"/> rule refuses.</exception>
    public static ShareText Write(AmbassadorId ambassador, string language, string words)
    {
        ShareTextRules.IsShort.Ensure(words.Trim().Length is > 0 and <= Length);
        return new ShareText { Ambassador = ambassador, Language = language, Words = words.Trim() };
    }
}
