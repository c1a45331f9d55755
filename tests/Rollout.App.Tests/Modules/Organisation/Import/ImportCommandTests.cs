using System.CommandLine;
using System.Text.Json.Nodes;
using Rollout.App.Hosting;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The command line on the embedded database, as an operator or a script uses it.</summary>
public sealed class ImportCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-cli-").FullName;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task The_object_of_the_contract_is_all_that_is_printed()
    {
        await Run("import", "branches", Files.SamplePath("branches.csv"), "--json");
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Files.SamplePath("expected.json")))!;

        foreach (var name in new[] { "01_people_nl_excel_cp1252.csv", "11_people_formula_injection.csv", "13b_xlsx_renamed_as.csv" })
        {
            var preview = await Run("import", "people", Files.SamplePath(name), "--preview", "--json");
            var real = await Run("import", "people", Files.SamplePath(name), "--json");

            Assert.Equal(expected[name]!.ToJsonString(), JsonNode.Parse(preview.Output)!.ToJsonString());
            Assert.Equal(preview.Output, real.Output);
            Assert.Equal(name.StartsWith("13", StringComparison.Ordinal) ? 3 : 0, real.Code);
            Assert.Equal("", real.Error);
        }
    }

    [Fact]
    public async Task A_report_gives_on_the_command_line_what_its_preview_says()
    {
        await Run("import", "branches", Files.SamplePath("branches.csv"), "--json");

        foreach (var (name, expected) in new[]
        {
            ("leavers_hr.csv", "2 created, 0 merged, 0 rejected, 1 left out"), ("entra_guests_and_closed.csv", "1 created, 0 merged, 0 rejected, 2 left out"),
            ("keys_number_1.csv", "2 created, 0 merged, 0 rejected, 0 left out"), ("keys_number_2_zeros_lost.csv", "0 created, 2 merged, 0 rejected, 0 left out"),
            ("shared_mailbox.csv", "3 created, 0 merged, 0 rejected, 0 left out"), ("addresses.csv", "8 created, 0 merged, 4 rejected, 0 left out"),
        })
        {
            var preview = await Run("import", "people", Files.SamplePath("Reports/" + name), "--preview", "--json");
            var real = await Run("import", "people", Files.SamplePath("Reports/" + name), "--json");

            Assert.Equal(preview.Output, real.Output);
            Assert.Equal(0, real.Code);
            var told = JsonNode.Parse(real.Output)!;
            Assert.Equal(expected, $"{told["created"]} created, {told["merged"]} merged, {told["rejected"]} rejected, {told["leftOut"] ?? 0} left out");
        }

        var again = await Run("import", "people", Files.SamplePath("Reports/leavers_hr.csv"));
        Assert.Contains("1 are not taken over because they do not work here", again.Output, StringComparison.Ordinal);
        Assert.Contains("line 3: This person has left. (W_LEFT)", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_json_it_says_what_happened_in_words()
    {
        await Run("import", "branches", Files.SamplePath("branches.csv"));

        var (code, output, _) = await Run("import", "people", Files.SamplePath("02_people_utf8_bom_comma.csv"));

        Assert.Equal(0, code);
        Assert.Contains("Added 3, updated 0, refused 1", output, StringComparison.Ordinal);
        Assert.Contains("line 6: This branch is not in the list", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import", "people", "/nowhere/at-all.csv")]
    [InlineData("import", "people")]
    [InlineData("import", "people", "a.csv", "--nonsense")]
    [InlineData("import", "animals", "a.csv")]
    public async Task Wrong_use_is_told_apart_from_a_refused_file(params string[] args)
    {
        var (code, _, error) = await Run(args);

        Assert.Equal(2, code);
        Assert.NotEqual("", error);
    }

    private async Task<(int Code, string Output, string Error)> Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync([.. args, "--data", _folder], new InvocationConfiguration { Output = output, Error = error });
        return (code, output.ToString(), error.ToString());
    }
}
