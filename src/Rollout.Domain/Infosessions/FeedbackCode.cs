using System.Security.Cryptography;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// The last part of the short address on the last slide: six random characters that can be read and typed on any keyboard, without those that look or sound
/// alike.
/// </summary>
/// <remarks>Six characters out of 23 give 148 million codes, too many to guess one while feedback is open.</remarks>
public static class FeedbackCode
{
    /// <summary>The length of a code.</summary>
    public const int Length = 6;

    internal const string Signs = "3479ACDEFHJKMNPQRTUVWXY";

    public static string New() => RandomNumberGenerator.GetString(Signs, Length);

    /// <summary>Normalizes a code as someone typed it; null when it cannot be a code.</summary>
    public static string? Read(string? typed) => Read(typed, Length);

    internal static string? Read(string? typed, int length)
    {
        var kept = string.Concat((typed ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return kept.Length == length && kept.All(Signs.Contains) ? kept : null;
    }
}
