using System.Globalization;
using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>docs/architecture.md names files and folders that are there, and all parts of the app.</summary>
public sealed partial class ArchitectureDocumentTests
{
    private const int MostFilesToSignUp = 12;

    private static readonly string Text = File.ReadAllText(Path.Combine(Sources.Root, "docs/architecture.md"));

    [Fact]
    public void Every_file_it_names_exists()
    {
        var files = Sources.Under("src", ".cs", ".razor").Concat(Sources.Under("tests", ".cs")).Select(s => s.Name).ToHashSet();

        Assert.NotEmpty(FileNames().Matches(Text));
        Found.Nothing(FileNames().Matches(Text).Select(m => m.Groups[1].Value).Where(name => !files.Contains(name)));
    }

    [Fact]
    public void It_lists_the_parts_of_the_app_in_their_order()
    {
        var listed = Folders().Matches(Text).Select(m => m.Groups[1].Value.Replace('/', '.')).ToList();

        Assert.Equal(House.Parts.Select(p => p.Name), listed.Take(House.Parts.Count));
        Assert.Equal(House.Top.Order(), listed.Skip(House.Parts.Count).Order());
    }

    [Fact]
    public void A_sign_up_passes_few_files()
    {
        var from = Text.IndexOf("From the POST to the commit:", StringComparison.Ordinal);
        var journey = Text[from..Text.IndexOf("###", from, StringComparison.Ordinal)];

        Assert.InRange(FileNames().Count(journey), 5, MostFilesToSignUp);
    }

    [Fact]
    public void Each_decision_has_a_number_of_its_own_and_says_it()
    {
        var decisions = Directory.GetFiles(Path.Combine(Sources.Root, "docs/decisions"), "*.md").Select(file => (Number: Path.GetFileName(file)[..4], Title: File.ReadLines(file).First())).ToList();

        Found.Nothing(decisions.GroupBy(d => d.Number).Where(g => g.Count() > 1).Select(g => g.Key));
        Found.Nothing(decisions.Where(d => !d.Title.StartsWith($"# {int.Parse(d.Number, CultureInfo.InvariantCulture)}. ", StringComparison.Ordinal)).Select(d => d.Title));
    }

    [GeneratedRegex(@"\b([\w.]+\.(?:cs|razor))\b")]
    private static partial Regex FileNames();

    [GeneratedRegex(@"^\| `([\w/]+)/` \|", RegexOptions.Multiline)]
    private static partial Regex Folders();
}
