using System.Diagnostics;
using System.Diagnostics.Metrics;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.Telemetry;

/// <summary>
/// The traces and metrics that Rollout writes itself. Nothing is measured while nobody listens. Tags hold names from the code only, never anything about a person.
/// </summary>
internal static class RolloutTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Rollout";

    private static readonly ActivitySource Activities = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Commands = Meter.CreateHistogram<double>(
        "rollout.command.duration", "s", "How long commands took, by name and outcome.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] });

    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("rollout.refusals", "{refusal}", "Commands refused by a rule, by the rule's code.");
    private static readonly Counter<long> Messages = Meter.CreateCounter<long>("rollout.outbox.messages", "{message}", "Messages that were tried or stopped, by their state afterwards.");

    /// <summary>The span of a command or job; null while nobody listens.</summary>
    public static Activity? Start(string name) => Activities.StartActivity(name);

    public static void CommandEnded(string command, CommandOutcome outcome, TimeSpan duration) =>
        Commands.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("rollout.command", command), new KeyValuePair<string, object?>("rollout.outcome", outcome.Tag()));

    public static void Refused(Rule rule) => Refusals.Add(1, new KeyValuePair<string, object?>("rollout.rule", rule.Code));

    public static void MessagesSettled(string state, int count) => Messages.Add(count, new KeyValuePair<string, object?>("rollout.state", state));

    /// <summary>Gauges of the messages that wait, read whenever metrics are exported.</summary>
    /// <param name="read">How many wait, and how many seconds ago the oldest of them was due.</param>
    /// <returns>Ends the gauges.</returns>
    public static IDisposable ObserveOutbox(Func<(long Depth, double Age)> read)
    {
        var meter = new Meter(Name);

        // One read serves both gauges: they are collected one after the other.
        var age = 0.0;
        meter.CreateObservableGauge("rollout.outbox.depth", () =>
        {
            (var depth, age) = read();
            return depth;
        }, "{message}", "Messages that are due and not sent yet.");
        meter.CreateObservableGauge("rollout.outbox.age", () => age, "s", "How long the oldest of them has been due.");
        return meter;
    }
}
