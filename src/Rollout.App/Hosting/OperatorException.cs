using System.CommandLine;
using System.CommandLine.Invocation;

namespace Rollout.App.Hosting;

/// <summary>The program cannot do what it was asked. The message is one sentence or two that say what is wrong and what to change.</summary>
public sealed class OperatorException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>A command that says what to change instead of showing a stack trace, and then ends with exit code 1.</summary>
internal sealed class SayingWhatToChange(AsynchronousCommandLineAction inner) : AsynchronousCommandLineAction
{
    public override async Task<int> InvokeAsync(ParseResult parseResult, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.InvokeAsync(parseResult, cancellationToken);
        }
        catch (OperatorException refused)
        {
            await parseResult.InvocationConfiguration.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>Makes a command and all below it say what to change.</summary>
    public static void Everywhere(Command command)
    {
        if (command.Action is AsynchronousCommandLineAction action)
        {
            command.Action = new SayingWhatToChange(action);
        }

        foreach (var child in command.Subcommands)
        {
            Everywhere(child);
        }
    }
}
