using Microsoft.Extensions.Options;

namespace Rollout.App.Identity.CompanyAccounts;

/// <summary>The company's sign-in service (OpenID Connect). Three settings are enough; without an authority there is none.</summary>
public sealed class CompanyAccountSettings
{
    public const string Section = "OpenIdConnect";

    private static readonly string[] OfAnyTenant = ["common", "organizations", "consumers"];

    /// <summary>Its address; <c>.well-known/openid-configuration</c> is below it.</summary>
    public Uri? Authority { get; set; }

    public string? ClientId { get; set; }
    public string? ClientSecret { get; set; }

    /// <summary>What people call it, on the button: "Microsoft".</summary>
    public string? Name { get; set; }

    /// <summary>The only domain (Google's <c>hd</c>) let in, for a service that serves many companies from one address.</summary>
    public string? Domain { get; set; }

    /// <summary>The claim that lists roles or groups.</summary>
    public string RoleClaim { get; set; } = "roles";

    /// <summary>The value of <see cref="RoleClaim"/> that makes a lead; none when empty.</summary>
    public string? LeadRole { get; set; }

    /// <summary>The value of <see cref="RoleClaim"/> that makes a facilitator; none when empty.</summary>
    public string? FacilitatorRole { get; set; }

    public bool IsOn => Authority is not null;

    /// <summary>The tenant in the authority, where it names one.</summary>
    public Guid? Tenant => Authority?.Segments.Select(s => Guid.TryParse(s.Trim('/'), out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null);

    /// <returns>What is wrong, in a sentence that names the setting; null when nothing is.</returns>
    internal string? Trouble =>
        !IsOn ? null
        : !Authority!.IsAbsoluteUri || (Authority.Scheme != Uri.UriSchemeHttps && !(Authority.Scheme == Uri.UriSchemeHttp && Authority.IsLoopback)) ? "OpenIdConnect:Authority must be an https address."
        : Authority.Segments.Any(s => OfAnyTenant.Contains(s.Trim('/'), StringComparer.OrdinalIgnoreCase)) ? "OpenIdConnect:Authority lets accounts of every tenant in. Put the id of your own tenant into it, in place of \"common\" or \"organizations\"."
        : string.IsNullOrWhiteSpace(ClientId) ? "OpenIdConnect:ClientId is missing: the id under which the application is registered."
        : null;
}

internal sealed class CompanyAccountSettingsValidator : IValidateOptions<CompanyAccountSettings>
{
    public ValidateOptionsResult Validate(string? name, CompanyAccountSettings options) => options.Trouble is { } trouble ? ValidateOptionsResult.Fail(trouble) : ValidateOptionsResult.Success;
}
