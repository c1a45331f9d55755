using System.Security.Cryptography;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// The short end of the address on the last slide: six signs of chance that are read and typed on any keyboard, without those that look or sound
/// like another.
/// </summary>
/// <remarks>Six signs of 23 are 148 million codes: nobody who was not there guesses one while it is open.</remarks>
public static class FeedbackCode
{
    /// <summary>How many signs it has.</summary>
    public const int Length = 6;

    private const string Signs = "3479ACDEFHJKMNPQRTUVWXY";

    public static string New() => RandomNumberGenerator.GetString(Signs, Length);

    /// <summary>A code as someone typed it; null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        var kept = string.Concat((typed ?? "").Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return kept.Length == Length && kept.All(Signs.Contains) ? kept : null;
    }
}
