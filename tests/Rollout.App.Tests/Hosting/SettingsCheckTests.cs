using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Hosting;
using Rollout.App.Hosting.Checks;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Tests.Architecture;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>Where settings come from, and what the check of an installation says about them.</summary>
public sealed class SettingsCheckTests
{
    [Fact]
    public void A_secret_that_lies_in_a_file_is_a_setting_like_any_other_and_a_file_that_is_not_there_is_named()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var file = Path.Combine(database.Folder, "secret");
        File.WriteAllText(file, "correct horse\n");

        var settings = new ConfigurationBuilder().Add(new SecretFiles(new System.Collections.Hashtable { ["Mail__Password_FILE"] = file, ["SSL_CERT_FILE"] = "/nowhere" })).Build();

        Assert.Equal("correct horse", settings["Mail:Password"]);
        Assert.Single(settings.AsEnumerable(), s => s.Value is not null);
        var refused = Assert.Throws<OperatorException>(() => new ConfigurationBuilder().Add(new SecretFiles(new System.Collections.Hashtable { ["Mail__Password_FILE"] = file + "2" })).Build());
        Assert.Contains("Mail__Password_FILE", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_setting_that_the_guide_for_operators_names_is_told_with_where_it_comes_from()
    {
        var rows = File.ReadLines(Path.Combine(Sources.Root, "docs", "operating.md")).SkipWhile(line => line != "## Settings").Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var names = rows.Select(row => row.Split('|')[1]).SelectMany(cell => cell.Split('`').Where((_, i) => i % 2 == 1)).Where(name => char.IsUpper(name[0])).ToList();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(names.Append("OTEL_EXPORTER_OTLP_ENDPOINT").ToDictionary(name => name, string? (_) => "1")).Build();

        var told = (await new SettingsCheck(configuration, Localizer.In("en")).CheckHealthAsync(new HealthCheckContext())).Description!;

        Assert.True(names.Count > 40, $"Only {names.Count} settings were read from the guide.");
        Assert.All(names.Append("OTEL_EXPORTER_OTLP_ENDPOINT"), name => Assert.Contains(name + " (", told, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void What_a_setting_cannot_be_is_told_with_its_name_its_value_where_it_comes_from_and_what_it_may_be_and_all_of_them_at_once()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var wrong = new Dictionary<string, string?>
        {
            ["Mail:Port"] = "smtp", ["Mail:FolderIsPickedUp"] = "yes", ["Mail:TokenAddress"] = "login.example", ["Returns:Imap:Security"] = "ssl", ["Returns:Imap:Port"] = "0", ["TextMessages:Price"] = "0,08",
            ["Graph:SignIn"] = "here", ["Mail:Connections"] = "", ["Audit:KeepMonths"] = "two years", ["Leavers:KeepMonths"] = "0", ["Backup:EveryHours"] = "1.5", ["ForwardedHeaders:KnownProxies"] = "10.0.0.5, proxy", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "collector:4317",
        };

        var refused = Assert.Throws<OperatorException>(() => RolloutApp.Build(new HostSettings("http://127.0.0.1:0", database.Folder), configure: settings => settings.AddInMemoryCollection(wrong)));

        var lines = refused.Message.Split(Environment.NewLine);
        Assert.Equal(wrong.Count, lines.Length);
        Assert.All(wrong, setting => Assert.Single(lines, line => line.StartsWith($"{setting.Key} is “{setting.Value}” (start of the program). Make it ", StringComparison.Ordinal)));
        Assert.Contains("Mail:Port is “smtp” (start of the program). Make it a number from 1 to 65535.", lines);
    }

    [Fact]
    public async Task A_wrong_setting_ends_the_start_and_the_check_with_that_sentence()
    {
        foreach (var command in new[] { "serve", "check" })
        {
            using var database = TestDatabase.On(Database.Sqlite);

            var (exit, output) = await RolloutProgram.RunAsync(database, [command], ("Mail__Port", "smtp"));

            Assert.Equal((1, "Mail:Port is “smtp” (environment variable). Make it a number from 1 to 65535."), (exit, output.Trim()));
        }
    }
}
