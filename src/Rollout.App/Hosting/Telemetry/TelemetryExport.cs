using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Quartz.Diagnostics;
using Rollout.App.Persistence;
using Rollout.App.Shared.Telemetry;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Hosting.Telemetry;

/// <summary>
/// Sends traces, metrics and logs to a collector, if the standard setting OTEL_EXPORTER_OTLP_ENDPOINT names one; otherwise none of it exists. Quartz's own spans are left out: each
/// firing makes several that lead nowhere, so jobs have one of ours.
/// </summary>
internal static class TelemetryExport
{
    private static readonly string[] Meters =
    [
        RolloutTelemetry.Name, QuartzInstrumentation.MeterName, "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Lifecycle", "Microsoft.AspNetCore.Components.Server.Circuits",
    ];

    public static void AddTelemetryExport(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("rollout", serviceVersion: ProgramVersion.Number))
            .WithTracing(tracing => tracing.AddSource(RolloutTelemetry.Name).AddNpgsql().AddAspNetCoreInstrumentation(requests =>
            {
                requests.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
                requests.EnrichWithHttpResponse = (activity, response) => Anonymise(activity, response.HttpContext);
            }))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddRuntimeInstrumentation())
            .WithLogging(configureBuilder: null, logging => logging.IncludeFormattedMessage = true)
            .UseOtlpExporter();
        services.AddHostedService<OutboxGauges>();
    }

    // Addresses hold the tokens of personal links, and searches hold names: the route says enough.
    private static void Anonymise(Activity activity, HttpContext http)
    {
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        activity.SetTag("url.path", route is null ? null : CommandMiddleware.NameOf(route)).SetTag("url.query", null).SetTag("url.full", null);
    }

    private sealed class OutboxGauges(IDbContextFactory<RolloutDb> dbs, IClock clock) : IHostedService
    {
        private IDisposable? _gauges;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _gauges = RolloutTelemetry.ObserveOutbox(Read);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            _gauges?.Dispose();
            return Task.CompletedTask;
        }

        private (long Depth, double Age) Read()
        {
            using var db = dbs.CreateDbContext();
            var now = clock.GetCurrentInstant();
            var waiting = db.Outbox.Where(m => m.State == OutboxState.Queued && m.DueAt <= now);
            return (waiting.LongCount(), waiting.Min(m => (Instant?)m.DueAt) is { } oldest ? (now - oldest).TotalSeconds : 0);
        }
    }
}
