using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Jobs;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Outbox;

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

/// <summary>
/// Reports an outage of the mail transport. It is degraded and not unhealthy: messages wait, and everything else works. A command, which sends nothing itself,
/// tells it by the messages that another process took up and gave back.
/// </summary>
internal sealed class SendingCheck(
    IOptions<MailSettings> settings, IMailTransportStatus status, JobWatch jobs, IDbContextFactory<RolloutDb> dbs, IClock clock, HostSettings host, Localizer words) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        status.Outage is { } outage ? HealthCheckResult.Degraded(words.OutageOf(outage.Problem, settings.Value.WhereTo(host), outage.Detail))
        : jobs.RunHere ? HealthCheckResult.Healthy(words["check.sending-well"])
        : await ElsewhereAsync(cancellationToken);

    private async Task<HealthCheckResult> ElsewhereAsync(CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var givenBack = db.Outbox.Where(m => m.State == OutboxState.Queued && m.Channel == MessageChannel.Mail && m.Attempts == 0 && m.FailureReason != null && m.DueAt <= now);
        return await givenBack.OrderByDescending(m => m.QueuedAt).Select(m => m.FailureReason).FirstOrDefaultAsync(ct) is { } answer
            ? HealthCheckResult.Degraded(words.Count("check.sending-waits", await givenBack.CountAsync(ct), answer.TrimEnd('.')))
            : HealthCheckResult.Healthy(words["check.sending-away"]);
    }
}
