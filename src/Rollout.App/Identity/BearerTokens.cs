using Rollout.Domain.Access;

namespace Rollout.App.Identity;

/// <summary>How programs prove themselves: with a token in the header <c>Authorization: Bearer</c>.</summary>
internal static class BearerTokens
{
    private const string Scheme = "Bearer ";

    /// <summary>The hash of the token that was sent; null when there is none.</summary>
    public static string? HashOf(HttpContext http)
    {
        var sent = http.Request.Headers.Authorization.ToString();
        return sent.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? BearerToken.HashOf(sent[Scheme.Length..].Trim()) : null;
    }
}
