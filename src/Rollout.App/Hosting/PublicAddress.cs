using Rollout.App.Shared;

namespace Rollout.App.Hosting;

/// <summary>Reads the public address from the settings, so that one nobody can reach is refused by name and not by a stack trace.</summary>
internal static class PublicAddress
{
    /// <exception cref="OperatorException">It is no absolute address.</exception>
    public static SiteUrl Of(string? baseAddress, string urls)
    {
        try
        {
            return SiteUrl.At(baseAddress, urls);
        }
        catch (UriFormatException malformed)
        {
            throw new OperatorException(
                baseAddress is { Length: > 0 } ? $"“{baseAddress}” is no address. Set BaseAddress to the address people type, like https://rollout.company.be."
                : $"“{urls}” is no address. Choose one with --urls, like http://localhost:5080.",
                malformed);
        }
    }
}
