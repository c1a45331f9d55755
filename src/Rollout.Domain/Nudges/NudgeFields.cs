using System.Text.RegularExpressions;

namespace Rollout.Domain.Nudges;

/// <summary>The fields a message can have: <c>{platform}</c> becomes the platform's name.</summary>
public static partial class NudgeFields
{
    public const string GivenName = "name";
    public const string Platform = "platform";
    public const string Branch = "branch";

    /// <summary>The ambassador who invited the person, else one of their branch.</summary>
    public const string Ambassador = "ambassador";

    public static readonly IReadOnlyList<string> All = [GivenName, Platform, Branch, Ambassador];

    /// <summary>The fields in a text that nobody knows.</summary>
    public static IReadOnlyList<string> UnknownIn(string text) => [.. Field().Matches(text).Select(m => m.Groups[1].Value).Where(name => !All.Contains(name)).Distinct()];

    public static string Fill(string text, IReadOnlyDictionary<string, string> values) => Field().Replace(text, m => values.GetValueOrDefault(m.Groups[1].Value) ?? m.Value);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Field();
}
