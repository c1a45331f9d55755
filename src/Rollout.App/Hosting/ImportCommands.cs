using System.CommandLine;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Modules.Participation;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Hosting;

/// <summary>
/// <c>rollout import people FILE</c>, <c>rollout import branches FILE</c>, <c>rollout import profiles FILE</c> and <c>rollout import participation FILE</c>. Exit code 0 when imported, 3 when the file was refused, 2 for wrong use.
/// </summary>
internal static class ImportCommands
{
    /// <summary>The file was refused; nothing was changed.</summary>
    public const int FileRefused = 3;

    /// <summary>The command line is wrong: no such file, an unknown option.</summary>
    public const int WrongUse = 2;

    private static readonly Argument<FileInfo> File = new("FILE") { Description = "A CSV file with a header." };
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "One or more reports.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<DateOnly?> Day = new("--day") { Description = "The day the report is of (2026-11-17), when neither the file nor its name says." };
    private static readonly Option<bool> Preview = new("--preview") { Description = "Tell what would happen, and change nothing." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON object instead of a summary." };
    private static readonly Option<bool> Leave = new("--leave-missing") { Description = "Let active people who are not in the file leave." };
    private static readonly Option<bool> Sure = new("--sure") { Description = "With --leave-missing: also when the file has under 80% of the active people. Without it: also when many have left by the file's own rows." };

    private static readonly Option<bool> TakeBack = new("--take-back") { Description = "Also take back credits whose profile turns out to have been complete before." };

    public static Command Create(Func<ParseResult, HostSettings> settings)
    {
        var people = new Command("people", "Add and update people from a CSV file.") { File, Preview, Json, Leave, Sure };
        people.SetAction((line, ct) => RunAsync(line, settings(line), (services, file) =>
        {
            var missing = !line.GetValue(Leave) ? WhoIsMissing.Stays : line.GetValue(Sure) ? WhoIsMissing.LeavesForSure : WhoIsMissing.Leaves;
            return services.GetRequiredService<ImportPeople>().RunAsync(file, line.GetValue(Preview), missing, manyMayLeave: line.GetValue(Sure), ct: ct);
        }, ct));

        var branches = new Command("branches", "Add and update branches from a CSV file.") { File, Preview, Json };
        branches.SetAction((line, ct) => RunAsync(line, settings(line), (services, file) =>
            services.GetRequiredService<ImportBranches>().RunAsync(file, line.GetValue(Preview), ct), ct));

        var profiles = new Command("profiles", "Take over who has a complete profile, and settle the ambassadors' credits.") { File, Preview, Json, TakeBack };
        profiles.SetAction((line, ct) => RunAsync(line, settings(line), (services, file) =>
            services.GetRequiredService<ImportProfiles>().RunAsync(file, line.GetValue(Preview), line.GetValue(TakeBack), ct: ct), ct));

        var participation = new Command("participation", "Take over who used the platform, from reports of Viva Engage, Microsoft 365, SharePoint, Teams, Copilot, Slack, Mattermost, Discourse or HumHub.") { Files, Day, Preview, Json };
        participation.SetAction(async (line, ct) =>
        {
            var worst = 0;
            foreach (var info in line.GetValue(Files)!)
            {
                worst = Math.Max(worst, await RunAsync(line, info, settings(line), (services, file) =>
                    services.GetRequiredService<ImportActivity>().RunAsync(file, line.GetValue(Preview), info.Name, line.GetValue(Day) is { } day ? LocalDate.FromDateOnly(day) : null, ct: ct), ct));
            }

            return worst;
        });

        return new Command("import", "Take over people, branches, complete profiles or activity from a file.") { people, branches, profiles, participation };
    }

    private static Task<int> RunAsync(ParseResult line, HostSettings settings, Func<IServiceProvider, Stream, Task<ImportResult>> import, CancellationToken ct) =>
        RunAsync(line, line.GetValue(File)!, settings, import, ct);

    private static async Task<int> RunAsync(
        ParseResult line, FileInfo info, HostSettings settings, Func<IServiceProvider, Stream, Task<ImportResult>> import, CancellationToken ct)
    {
        var (output, error) = (line.InvocationConfiguration.Output, line.InvocationConfiguration.Error);
        try
        {
            await using var file = OpenSeekable(info);
            await using var app = RolloutApp.Build(settings, builder => builder.Logging.ClearProviders());
            await app.MigrateAsync(ct);
            var result = await import(app.Services, file);
            await output.WriteLineAsync(line.GetValue(Json) ? System.Text.Encoding.UTF8.GetString(ImportJson.Of(result)) : Summary(result, line.GetValue(Preview)));
            return result.Refusal == FileRefusal.None ? 0 : FileRefused;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"The file {info.FullName} cannot be read: look whether it is there and is yours to read.");
            return WrongUse;
        }
        catch (BrokenRuleException broken)
        {
            await error.WriteLineAsync(Localizer.In("en")["rule." + broken.Rule.Code]);
            return 1;
        }
    }

    /// <summary>Copies a pipe to a temporary file, because a file is read twice.</summary>
    private static FileStream OpenSeekable(FileInfo info)
    {
        var file = info.OpenRead();
        if (file.CanSeek)
        {
            return file;
        }

        using (file)
        {
            var copy = new FileStream(
                Path.GetTempFileName(), new FileStreamOptions { Access = FileAccess.ReadWrite, Mode = FileMode.Create, Options = FileOptions.DeleteOnClose });
            file.CopyTo(copy);
            return copy;
        }
    }

    private static string Summary(ImportResult result, bool preview)
    {
        var words = Localizer.In("en");
        if (result.Refusal.Code() is { } code)
        {
            var total = result.Report?.Concealed is { } concealed ? $" It names nobody, and says: {concealed.Visited} of {concealed.Rows} were there in the last 90 days." : "";
            return $"Refused ({code}), nothing was changed. {words["import.code." + code]}{total}";
        }

        var lines = new List<string>
        {
            $"{(preview ? "Would add" : "Added")} {result.Created}, {(preview ? "would update" : "updated")} {(result.Credits is null ? result.Updated : result.Merged)}, refused {result.Rejected} ({result.Encoding}, separated by {result.Delimiter}).",
        };
        if (result.LeftOut + result.Leaving > 0)
        {
            lines.Add($"{result.LeftOut} are not taken over because they do not work here, {result.Leaving} {(preview ? "would leave" : "left")}.");
        }

        if (result.Report is { } report)
        {
            lines.Add($"{report.Source}, {report.LastDay}: {report.Matched} people, {report.Unmatched} accounts of nobody known, {report.NoName} rows without a name, {report.LeftOut} guests and bots left out, {report.Closed} closed.");
        }

        if (result.Missing > 0)
        {
            lines.Add($"{result.Missing} people are not in the file and {(preview ? "would leave" : "left")}.");
        }

        if (result.Credits is { } credits)
        {
            lines.Add($"Credits: {(preview ? "would give" : "gave")} {credits.Given}, {(preview ? "would change" : "changed")} {credits.Changed}, {(preview ? "would take back" : "took back")} {credits.TakenBack}.");
        }

        if (result.IgnoredColumns.Count > 0)
        {
            lines.Add($"Columns that were not used: {string.Join(", ", result.IgnoredColumns)}.");
        }

        lines.AddRange(result.Rows.Where(row => row.Outcome is RowOutcome.Rejected or RowOutcome.LeftOut or RowOutcome.Leaves).Select(row =>
            $"  line {row.Line}: {string.Join(' ', ImportCodeNames.Of(row.Outcome == RowOutcome.Rejected ? row.Codes & ImportCodes.Refusals : row.Codes).Select(c => $"{words["import.code." + c]} ({c})"))}"));
        return string.Join(Environment.NewLine, lines);
    }
}
