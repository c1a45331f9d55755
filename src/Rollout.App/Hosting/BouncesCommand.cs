using System.CommandLine;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox.Returns;

namespace Rollout.App.Hosting;

/// <summary><c>rollout bounces FILE…</c>: takes over mail that came back. A dash reads from standard input, so that a mail server can hand over what it gets.</summary>
internal static class BouncesCommand
{
    private static readonly Argument<string[]> Files = new("FILE") { Description = "A mail, an mbox, a maildir or a folder of .eml files; - for standard input.", Arity = ArgumentArity.OneOrMore };

    public static Command Create(Func<ParseResult, HostSettings> settings)
    {
        var bounces = new Command("bounces", "Take over mail that came back: delivery reports, complaints, declined invitations.") { Files };
        bounces.SetAction(async (line, ct) =>
        {
            await using var app = RolloutApp.Build(settings(line), builder => builder.Logging.ClearProviders());
            await app.MigrateAsync(ct);
            var outcomes = new List<ReturnOutcome>();
            foreach (var path in line.GetValue(Files)!.SelectMany(FilesOf))
            {
                await using var content = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
                await foreach (var mail in ReturnFiles.ReadAsync(content, ct))
                {
                    outcomes.Add(await app.Services.GetRequiredService<TakeReturnedMail>().RunAsync(mail, ct));
                }
            }

            int Of(ReturnOutcome outcome) => outcomes.Count(o => o == outcome);
            await line.InvocationConfiguration.Output.WriteLineAsync(
                $"{Of(ReturnOutcome.Taken)} taken over, {Of(ReturnOutcome.NothingToDo)} with nothing to do (out of office, delays, read before), {Of(ReturnOutcome.Left)} left to a human.");
            return 0;
        });
        return bounces;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (Directory.Exists(path))
        {
            return ReturnFiles.In(new DirectoryInfo(path)).Select(f => f.FullName);
        }

        return path == "-" || File.Exists(path) ? new[] { path } : throw new OperatorException($"There is no file or folder {path}.");
    }
}
