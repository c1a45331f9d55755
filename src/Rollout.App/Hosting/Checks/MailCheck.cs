using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the mail settings make sense and the mail server answers. No mail is sent.</summary>
internal sealed class MailCheck(IOptions<MailSettings> settings, IServiceProvider services, HostSettings host, Localizer words) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var mail = settings.Value;
            return mail.Postbox == "folder"
                ? HealthCheckResult.Degraded(words["check.mail-folder", Path.Combine(host.DataFolder, HostSettings.MailFolder)])
                : await ServerAsync(mail.WhereTo(host), cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            return HealthCheckResult.Unhealthy(string.Join(' ', e.Failures));
        }
    }

    // Goes through EHLO, STARTTLS, the certificate and the sign-in, as before sending a mail.
    private async Task<HealthCheckResult> ServerAsync(string server, CancellationToken ct) =>
        await services.GetRequiredService<SmtpTransport>().ProbeAsync(Patience, ct) is { } found
            ? HealthCheckResult.Unhealthy(words.OutageOf(found.Problem ?? MailProblem.NotReachable, server, found.FailureReason ?? ""))
            : HealthCheckResult.Healthy(words["check.mail-server-well", server]);
}

/// <summary>Reports an outage of the mail transport. It is degraded and not unhealthy: messages wait, and everything else works.</summary>
internal sealed class SendingCheck(IOptions<MailSettings> settings, IMailTransportStatus status, HostSettings host, Localizer words) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        status.Outage is { } outage
            ? HealthCheckResult.Degraded(words.OutageOf(outage.Problem, settings.Value.WhereTo(host), outage.Detail))
            : HealthCheckResult.Healthy(words["check.sending-well"]));
}
