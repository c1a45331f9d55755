using System.CommandLine;
using Rollout.App.Demo;
using Rollout.App.Hosting.Backups;
using Rollout.App.Hosting.Checks;
using Rollout.App.Shared;

namespace Rollout.App.Hosting;

/// <summary>The command line: <c>rollout serve</c> (the default), <c>rollout migrate</c> and the rest.</summary>
public static class CommandLine
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    /// <summary>Runs the command in <paramref name="args"/>.</summary>
    /// <param name="output">Where to write; the console when null.</param>
    /// <returns>0 only when everything that was asked was done.</returns>
    public static async Task<int> RunAsync(string[] args, InvocationConfiguration? output = null)
    {
        var urls = new Option<string>("--urls") { Description = "Where to listen.", DefaultValueFactory = _ => "http://localhost:5080", Recursive = true };
        var data = new Option<DirectoryInfo>("--data") { Description = "The folder of the database, keys and mails.", DefaultValueFactory = _ => new DirectoryInfo("data"), Recursive = true };
        var demo = new Option<string?>("--demo") { Description = "Serve a made-up company: kpn, telenet or plegt-vos." };
        var root = new RootCommand("Rollout runs the human side of launching a platform inside a company.") { urls, data, demo };

        HostSettings Settings(ParseResult line) => new(line.GetValue(urls)!, DataFolder(line, data, line.GetValue(demo)), line.GetValue(demo));

        root.SetAction((line, ct) => ServeCommand.RunAsync(Settings(line), ct));
        var serve = new Command("serve", "Serve the website (the default).") { demo };
        serve.SetAction((line, ct) => ServeCommand.RunAsync(Settings(line), ct));
        root.Add(serve);

        var migrate = new Command("migrate", "Bring the database up to date, and stop.");
        migrate.SetAction(async (line, ct) =>
        {
            await using var app = RolloutApp.Build(Settings(line));
            await app.MigrateAsync(ct);
            return 0;
        });
        root.Add(migrate);

        var name = new Argument<string>("name") { Description = "kpn, telenet or plegt-vos." };
        var makeDemo = new Command("demo", "Make a made-up company in an empty database, and stop.") { name };
        makeDemo.SetAction(async (line, ct) =>
        {
            var demoName = line.GetValue(name)!;
            await using var app = RolloutApp.Build(new HostSettings(line.GetValue(urls)!, DataFolder(line, data, demoName), demoName));
            await app.MigrateAsync(ct);
            return await MakingDemo.RunAsync(app.Services, demoName, ct);
        });
        root.Add(makeDemo);
        root.Add(ImportCommands.Create(Settings));
        root.Add(BouncesCommand.Create(Settings));
        root.Add(SimulateFading());
        root.Add(SimulateNudges());
        root.Add(Check(Settings));
        root.Add(MakeBackup(Settings));
        root.Add(Restore(Settings));
        OperatorErrorHandling.Everywhere(root);

        // The default ends the process two seconds after the signal to stop, whatever it is finishing.
        output ??= new InvocationConfiguration();
        output.ProcessTerminationTimeout = LongestStop;
        var asked = root.Parse(args);
        var code = await asked.InvokeAsync(output);
        return asked.Errors.Count > 0 ? ImportCommands.WrongUse : code;
    }

    private static Command SimulateFading()
    {
        var companies = new Option<int>("--companies") { Description = "How many companies of each size.", DefaultValueFactory = _ => 150 };
        var simulate = new Command("simulate-fading", "Try the alarms about fading branches on invented companies: the figures of docs/fading.md.") { companies };
        simulate.SetAction((line, _) => FadingTrial.RunAsync(line.InvocationConfiguration.Output, line.GetValue(companies)));
        return simulate;
    }

    private static Command SimulateNudges()
    {
        var runs = new Option<int>("--runs") { Description = "How many rules of each kind.", DefaultValueFactory = _ => 10_000 };
        var simulate = new Command("simulate-nudges", "Try the judgement of nudges on invented rules: the figures of docs/nudges-judged.md.") { runs };
        simulate.SetAction((line, _) => NudgeTrial.RunAsync(line.InvocationConfiguration.Output, line.GetValue(runs)));
        return simulate;
    }

    private static Command Check(Func<ParseResult, HostSettings> settings)
    {
        var check = new Command("check", "Look whether all the installation needs is there and right; each failure says what to change.");
        check.SetAction(async (line, ct) =>
        {
            // Errors become check results, so they need not be logged as well.
            await using var app = RolloutApp.Build(settings(line), builder => builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None));
            return await app.CheckAsync(line.InvocationConfiguration.Output, ct);
        });
        return check;
    }

    private static Command MakeBackup(Func<ParseResult, HostSettings> settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "Where it goes; nothing is overwritten." };
        var backup = new Command("backup", "Put the embedded database, the keys and the uploaded files in one file, also while the program runs.") { file };
        backup.SetAction(async (line, _) =>
        {
            await using var app = OnEmbeddedDatabase(settings(line));
            var path = line.GetValue(file)!.FullName;
            app.Services.GetRequiredService<BackupArchive>().Make(path);
            await line.InvocationConfiguration.Output.WriteLineAsync($"The backup is in {path}. It holds people's data and the keys: keep it where only you can read it. “rollout restore” brings it back.");
            return 0;
        });
        return backup;
    }

    private static Command Restore(Func<ParseResult, HostSettings> settings)
    {
        var file = new Argument<FileInfo>("file") { Description = "A backup." };
        var replace = new Option<bool>("--replace") { Description = "Move the rollout that is in the data folder away first." };
        var restore = new Command("restore", "Bring a backup back into the data folder; the program must not be running.") { file, replace };
        restore.SetAction(async (line, _) =>
        {
            await using var app = OnEmbeddedDatabase(settings(line));
            await line.InvocationConfiguration.Output.WriteLineAsync(app.Services.GetRequiredService<RestoreBackup>().Run(line.GetValue(file)!.FullName, line.GetValue(replace)));
            return 0;
        });
        return restore;
    }

    private static WebApplication OnEmbeddedDatabase(HostSettings settings)
    {
        var app = RolloutApp.Build(settings);
        return app.Configuration.GetConnectionString("Rollout") is null ? app
            : throw new OperatorException("The database is PostgreSQL: use scripts/postgres-backup and scripts/postgres-restore, as docs/operating.md says.");
    }

    // A demo never mixes with a real rollout: by default it has its own folder.
    private static string DataFolder(ParseResult line, Option<DirectoryInfo> data, string? demo)
    {
        var folder = line.GetValue(data)!;
        return demo is not null && line.GetResult(data) is null or { Implicit: true } ? Path.Combine(folder.FullName, $"demo-{demo}") : folder.FullName;
    }
}
