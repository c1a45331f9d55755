using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Rollout.App.Hosting.Telemetry;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What an operator can see of what happens, and that nobody is in it.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_command_leaves_one_line_with_its_name_outcome_and_actor_and_nothing_else_about_a_person()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, colleague) = Given(database);
        using var log = new Lines();
        await using var app = await RunningApp.StartAsync(database, replace: builder => builder.Logging.AddProvider(log));
        var visitor = app.Visitor(lead);

        await visitor.GetAsync("/people");
        await visitor.SubmitAsync(await visitor.GetAsync("/people/roles?find=Karim"), "/people/roles", ("person", $"{colleague.Id.Value}"), ("role", "Lead"), ("give", "yes"));
        await visitor.SubmitAsync(await visitor.GetAsync("/people/roles?find=Mirjam"), "/people/roles", ("person", $"{lead.Id.Value}"), ("role", "Lead"), ("give", "no"));
        await TakeLastLeadAwayAsync(app, database, colleague);
        await app.Visitor(colleague).PostAsync("/people/roles", []);
        await app.Visitor().SubmitAsync(await app.Visitor().GetAsync("/sign-in"), "sign-in", ("Email", "not an address"));

        Assert.Collection(
            log.Of<CommandScope>(),
            line => Assert.Matches($"^Command /people/roles: done, by {lead.Id.Value}, in [0-9]+ ms$", line),
            line => Assert.Matches($"^Command /people/roles: done, by {lead.Id.Value}, in [0-9]+ ms$", line),
            line => Assert.Matches($"^Command /people/roles: refused, by {colleague.Id.Value}, in [0-9]+ ms$", line),
            line => Assert.Matches($"^Command /people/roles: invalid, by {colleague.Id.Value}, in [0-9]+ ms$", line),
            line => Assert.Matches("^Command /sign-in [a-z-]+: invalid, by \\(null\\), in [0-9]+ ms$", line));
    }

    [Fact]
    public async Task Commands_and_refusals_are_measured_by_name_outcome_and_rule()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, _) = Given(database);
        ConcurrentBag<string> measured = [], spans = [];
        using var meters = Measuring(measured);
        using var listener = Tracing(spans);
        await using var app = await RunningApp.StartAsync(database);

        await TakeLastLeadAwayAsync(app, database, lead);

        Assert.Contains("rollout.command.duration rollout.command=/people/roles rollout.outcome=refused", measured);
        Assert.Contains(measured, m => m.StartsWith("rollout.refusals rollout.rule=", StringComparison.Ordinal));
        Assert.Contains(spans, s => s.StartsWith("/people/roles rollout.rule=", StringComparison.Ordinal) && s.EndsWith($"rollout.outcome=refused enduser.id={lead.Id.Value}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Traces_metrics_and_logs_arrive_at_a_collector_without_names_and_tokens()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (lead, _) = Given(database);
        await using var collector = await Collector.StartAsync();
        await using (var app = await RunningApp.StartAsync(database, settings: new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        }))
        {
            await TakeLastLeadAwayAsync(app, database, lead);
            await app.Visitor().GetAsync("/stop/atokenthatnobodyelseknows");
            await app.Visitor(lead).GetAsync("/people?name=Mirjam");
            await app.Visitor().GetAsync("/health/ready");
            app.Services.GetRequiredService<MeterProvider>().ForceFlush();
        }

        Assert.Contains("/people/roles", collector.Got("/v1/traces"), StringComparison.Ordinal);
        Assert.Contains("job go-live", collector.Got("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("health", collector.Got("/v1/traces"), StringComparison.Ordinal);
        Assert.DoesNotContain("Quartz", collector.Got("/v1/traces"), StringComparison.Ordinal); // four root spans for each firing
        Assert.Contains("/stop/{Token}", collector.Got("/v1/traces"), StringComparison.Ordinal);
        foreach (var metric in new[] { "rollout.command.duration", "rollout.refusals", "rollout.outbox.depth", "rollout.outbox.age", "quartz.job.execution.duration", "http.server.request.duration" })
        {
            Assert.Contains(metric, collector.Got("/v1/metrics"), StringComparison.Ordinal);
        }

        Assert.Contains("Command /people/roles: refused", collector.Got("/v1/logs"), StringComparison.Ordinal);
        var all = collector.Got("/v1/traces") + collector.Got("/v1/metrics") + collector.Got("/v1/logs");
        foreach (var personal in new[] { "atokenthatnobodyelseknows", "Mirjam", lead.Email! })
        {
            Assert.DoesNotContain(personal, all, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Without_a_collector_nothing_of_it_exists()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(database);

        Assert.Null(app.Services.GetService<TracerProvider>());
        Assert.Null(RolloutTelemetry.Start("nobody listens"));
    }

    [Theory]
    [InlineData("waves/{Id:guid}/start", "/waves/{Id}/start")]
    [InlineData("/nudges/{what:regex(^(pause|resume)$)}", "/nudges/{what}")]
    [InlineData("/stop/{token}/resume", "/stop/{token}/resume")]
    public void A_route_is_named_without_the_constraints_of_its_parameters(string route, string name) => Assert.Equal(name, CommandMiddleware.NameOf(route));

    // A rule keeps one lead: taking the last one's role away is refused.
    private static async Task TakeLastLeadAwayAsync(RunningApp app, TestDatabase database, Person by)
    {
        var visitor = app.Visitor(by);
        await visitor.SubmitAsync(await visitor.GetAsync($"/people/roles?find={by.FamilyName}"), "/people/roles", ("person", $"{by.Id.Value}"), ("role", "Lead"), ("give", "no"));
        using var db = database.CreateDbContext();
        Assert.True(db.People.Single(p => p.Id == by.Id).IsLead);
    }

    private static (Person Lead, Person Colleague) Given(TestDatabase database)
    {
        var branch = A.Branch();
        var (lead, colleague) = (A.Lead(branch), A.Person(branch, "Karim Benali"));
        database.Given(A.Rollout(), branch, lead, colleague);
        return (lead, colleague);
    }

    private static MeterListener Measuring(ConcurrentBag<string> measured)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name == RolloutTelemetry.Name)
                {
                    me.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => measured.Add(Written(instrument.Name, tags)));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => measured.Add(Written(instrument.Name, tags)));
        listener.Start();
        return listener;
    }

    private static ActivityListener Tracing(ConcurrentBag<string> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == RolloutTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => spans.Add(Written(activity.DisplayName, activity.TagObjects.ToArray())),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static string Written(string name, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            name += $" {tag.Key}={tag.Value}";
        }

        return name;
    }

    /// <summary>What a program logs, by category.</summary>
    private sealed class Lines : ILoggerProvider
    {
        private readonly ConcurrentQueue<(string Category, string Line)> _all = new();

        public IReadOnlyList<string> Of<T>() => [.. _all.Where(l => l.Category == typeof(T).FullName).Select(l => l.Line)];

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, _all);

        public void Dispose()
        {
        }

        private sealed class Writer(string category, ConcurrentQueue<(string, string)> all) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => all.Enqueue((category, formatter(state, exception)));
        }
    }

    /// <summary>Takes what a program exports by OTLP over HTTP. Strings stand in the messages as they are, so they are looked for and not decoded.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly ConcurrentQueue<(string Path, string Text)> _got = new();
        private readonly WebApplication _app;

        private Collector()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.Run(async http =>
            {
                using var body = new MemoryStream();
                await http.Request.Body.CopyToAsync(body);
                _got.Enqueue((http.Request.Path, System.Text.Encoding.Latin1.GetString(body.ToArray())));
            });
        }

        public string Address => _app.Urls.First();

        public static async Task<Collector> StartAsync()
        {
            var collector = new Collector();
            await collector._app.StartAsync();
            return collector;
        }

        public string Got(string path) => string.Concat(_got.Where(g => g.Path == path).Select(g => g.Text));

        public async ValueTask DisposeAsync()
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
