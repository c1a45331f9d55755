namespace Rollout.Domain.SharedKernel;

/// <summary>Addresses that people type for others to open.</summary>
public static class WebAddress
{
    /// <summary>The most characters of one.</summary>
    public const int Length = 500;

    /// <summary>A whole http or https address; null for anything else, like <c>javascript:</c> or a path.</summary>
    /// <param name="most">The most characters it may have.</param>
    public static Uri? Read(string? typed, int most = Length) =>
        typed?.Trim() is { Length: > 0 } text && text.Length <= most && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http") && address.Host.Length > 0
            ? address
            : null;
}
