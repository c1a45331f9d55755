using System.Text.Json;
using System.Text.Json.Nodes;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The sample files give exactly what their owners expect, row by row.</summary>
public sealed class SampleFilesTests
{
    public static TheoryData<string> Names => new(Expected().Select(file => file.Key));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sample_file_is_read_as_expected(string name)
    {
        using var stream = Files.Sample(name);
        var file = PeopleFile.Open(stream);

        Assert.Equal(Expected()[name]!.ToJsonString(), Told(file).ToJsonString());
    }

    [Fact]
    public void The_branches_of_the_samples_are_all_accepted()
    {
        using var stream = Files.Sample("branches.csv");
        var file = BranchFile.Open(stream);

        Assert.Equal(FileRefusal.None, file.Refusal);
        Assert.All(file.Rows(), row => Assert.Equal(ImportCodes.None, row.Codes));
        Assert.Equal(Files.Branches.Keys.Order(), file.Rows().Select(row => row.Branch!.Key).Order());
    }

    /// <summary>The result for a file alone, against an empty database.</summary>
    private static JsonObject Told(PeopleFile file)
    {
        var rows = file.Refusal == FileRefusal.None ? file.Rows(Files.Context).ToList() : [];
        int Count(string status) => rows.Count(row => Status(row) == status);
        return new JsonObject
        {
            ["outcome"] = file.Refusal == FileRefusal.None ? "imported" : "rejected-file",
            ["code"] = file.Refusal.Code(),
            ["encoding"] = file.Encoding,
            ["delimiter"] = file.Delimiter,
            ["created"] = Count("created"),
            ["merged"] = Count("merged"),
            ["rejected"] = Count("rejected"),
            ["blank"] = file.Refusal == FileRefusal.None ? file.Blank : 0,
            ["rows"] = new JsonArray([.. rows.Select(row => new JsonArray(
                row.Line, Status(row), new JsonArray([.. ImportCodeNames.Of(row.Codes).Select(code => JsonValue.Create(code))])))]),
        };
    }

    private static string Status(PersonRow row) =>
        row.Codes.Refuse() ? "rejected" : row.Codes.HasFlag(ImportCodes.DuplicateMerged) ? "merged" : "created";

    private static JsonObject Expected() => JsonSerializer.Deserialize<JsonObject>(File.ReadAllText(Files.SamplePath("expected.json")))!;
}
