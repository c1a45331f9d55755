using System.CommandLine;
using System.CommandLine.Invocation;

namespace Rollout.App.Hosting;

/// <summary>The program cannot do what it was asked. The message tells the operator what is wrong and what to change.</summary>
public sealed class OperatorException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>Prints what an operator can mend as a sentence instead of a stack trace, and returns exit code 1.</summary>
internal sealed class OperatorErrorHandling(AsynchronousCommandLineAction inner) : AsynchronousCommandLineAction
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
        catch (Exception trouble) when (OperatorErrors.Explain(trouble, FolderOf(parseResult)) is { } sentence)
        {
            await parseResult.InvocationConfiguration.Error.WriteLineAsync(sentence);
            return 1;
        }
    }

    private static string FolderOf(ParseResult line) => line.GetValue<DirectoryInfo>("--data")?.FullName ?? "";

    /// <summary>Wraps the action of a command and of all its subcommands.</summary>
    public static void Everywhere(Command command)
    {
        if (command.Action is AsynchronousCommandLineAction action)
        {
            command.Action = new OperatorErrorHandling(action);
        }

        foreach (var child in command.Subcommands)
        {
            Everywhere(child);
        }
    }
}
