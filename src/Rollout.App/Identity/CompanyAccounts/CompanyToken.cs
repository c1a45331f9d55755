using System.Security.Claims;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.CompanyAccounts;

/// <summary>What a token says of an account, with the habits of real services: <see href="https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference"/>.</summary>
/// <param name="Issuer">Who vouches.</param>
/// <param name="Subject">The account as the issuer numbers it.</param>
/// <param name="Addresses">Addresses and account names by which a person may be found, once.</param>
/// <param name="Roles">The values of the claim of roles; null when the token has none, which proves nothing: services leave groups out of a token when there are too many.</param>
public sealed record CompanyToken(string Issuer, string Subject, IReadOnlyList<string> Addresses, IReadOnlyList<string>? Roles)
{
    /// <returns>Null when the token is not for this house.</returns>
    public static CompanyToken? Of(ClaimsPrincipal user, CompanyAccountSettings settings)
    {
        string? Claim(string type) => user.FindFirstValue(type) is { Length: > 0 } value ? value : null;

        var (tenant, id, subject) = (Claim("tid"), Claim("oid"), Claim("sub"));
        var isOurs = (settings.Tenant is not { } ours || tenant is null || (Guid.TryParse(tenant, out var theirs) && theirs == ours))
            && (string.IsNullOrEmpty(settings.Domain) || string.Equals(Claim("hd"), settings.Domain, StringComparison.OrdinalIgnoreCase));
        if (!isOurs || subject is null)
        {
            return null;
        }

        // Entra ID does not say whether an address is verified, but users cannot choose their own. Other services let people write any address into their profile.
        var isEntra = tenant is not null && id is not null;
        string?[] addresses = [Claim("email_verified") is "false" or "False" ? null : Claim("email"), isEntra ? Claim("preferred_username") : null, isEntra ? Claim("upn") : null];
        var roles = user.FindAll(settings.RoleClaim).Select(c => c.Value).ToList();
        return new CompanyToken(
            Claim("iss") ?? settings.Authority!.ToString(), isEntra ? $"{tenant}/{id}" : subject,
            [.. addresses.OfType<string>().Select(TextNormalizer.Normalize).Where(a => a.Length > 0).Distinct()], roles.Count > 0 ? roles : null);
    }
}
