using System.Diagnostics;
using System.Text.RegularExpressions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.Telemetry;

public enum CommandOutcome
{
    /// <summary>It did what was asked.</summary>
    Done,

    /// <summary>A rule refused it.</summary>
    Refused,

    /// <summary>What was entered could not be used, or the person may not do it.</summary>
    Invalid,

    /// <summary>It ended in an error.</summary>
    Failed,
}

internal static class CommandOutcomeNames
{
    public static string Tag(this CommandOutcome outcome) => outcome switch
    {
        CommandOutcome.Done => "done",
        CommandOutcome.Refused => "refused",
        CommandOutcome.Invalid => "invalid",
        _ => "failed",
    };
}

/// <summary>
/// One command of a person, from a form, a button or a live page. It begins where all of them pass, so that the commands themselves need no telemetry; code that turns a refusal into an
/// answer reports it. At the end it is measured and logged, without personal data: the actor's id means nothing outside the database.
/// </summary>
public sealed partial class CommandScope : IDisposable
{
    private static readonly AsyncLocal<CommandScope?> Running = new();
    private readonly ILogger _log;
    private readonly CommandScope? _outer = Running.Value;
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly Activity? _activity;
    private CommandOutcome? _outcome;

    private CommandScope(string name, ILogger log) => (Name, _log, _activity) = (name, log, RolloutTelemetry.Start(name));

    /// <summary>One of few names: <c>/waves/{Id}/start</c>.</summary>
    public string Name { get; private set; }

    public PersonId? Actor { get; init; }

    /// <summary>How the actor signed in, and from which network; both only for the audit log.</summary>
    public string Way { get; private init; } = "";

    public string Network { get; private init; } = "";

    /// <summary>The running command; null in jobs.</summary>
    public static CommandScope? Current => Running.Value;

    public static CommandScope Begin(string name, PersonId? actor, ILogger<CommandScope> log, string way = "", string network = "")
    {
        var scope = new CommandScope(name, log) { Actor = actor, Way = way, Network = network };
        Running.Value = scope;
        return scope;
    }

    /// <summary>Adds the form's name to that of the running command, if there is one: a page may have several.</summary>
    public static void OfForm(string form)
    {
        if (Running.Value is { } running && FormName().IsMatch(form))
        {
            running.Name += " " + form;
        }
    }

    /// <summary>A rule refused the running command, if there is one.</summary>
    public static void Refused(Rule rule)
    {
        RolloutTelemetry.Refused(rule);
        Running.Value?._activity?.SetTag("rollout.rule", rule.Code);
        Ended(CommandOutcome.Refused);
    }

    /// <summary>Notes how the running command ended, if there is one. What is noted first counts, unless it fails afterwards.</summary>
    public static void Ended(CommandOutcome outcome)
    {
        if (Running.Value is { } running)
        {
            running._outcome = outcome == CommandOutcome.Failed ? outcome : running._outcome ?? outcome;
        }
    }

    public void Dispose()
    {
        Running.Value = _outer;
        var outcome = _outcome ?? CommandOutcome.Done;
        var duration = Stopwatch.GetElapsedTime(_began);
        RolloutTelemetry.CommandEnded(Name, outcome, duration);
        if (_activity is not null)
        {
            _activity.DisplayName = Name;
            _activity.SetTag("rollout.outcome", outcome.Tag()).SetTag("enduser.id", Actor?.Value);
            _activity.SetStatus(outcome == CommandOutcome.Failed ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
            _activity.Dispose();
        }

        Log(_log, Name, outcome.Tag(), Actor?.Value, duration.TotalMilliseconds);
    }

    // Some forms are named after what they are about; their names are left out.
    [GeneratedRegex("^[a-z-]{1,40}$")]
    private static partial Regex FormName();

    [LoggerMessage(LogLevel.Information, "Command {Command}: {Outcome}, by {Actor}, in {Milliseconds:0} ms")]
    private static partial void Log(ILogger log, string command, string outcome, Guid? actor, double milliseconds);
}
