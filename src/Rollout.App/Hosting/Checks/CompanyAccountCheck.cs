using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the company's sign-in service answers with its description, as the first sign-in would need it.</summary>
internal sealed class CompanyAccountCheck(IOptions<CompanyAccountSettings> settings, IOptionsMonitor<OpenIdConnectOptions> oidc, Localizer words) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (settings.Value is not { IsOn: true, Authority: var authority })
        {
            return HealthCheckResult.Healthy();
        }

        try
        {
            var found = await oidc.Get(CompanyAccountModule.Scheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return string.IsNullOrEmpty(found.AuthorizationEndpoint) || string.IsNullOrEmpty(found.TokenEndpoint)
                ? HealthCheckResult.Unhealthy(words["check.sign-in-service-none", authority])
                : HealthCheckResult.Healthy(words["check.sign-in-service-well", found.Issuer]);
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException)
        {
            return HealthCheckResult.Unhealthy(words["check.sign-in-service-away", authority, e.InnerException?.Message ?? e.Message]);
        }
    }
}
