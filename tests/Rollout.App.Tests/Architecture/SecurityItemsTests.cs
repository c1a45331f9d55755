using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>What the docs say is shown by a test is shown by one that exists.</summary>
public sealed partial class SecurityItemsTests
{
    [Theory]
    [InlineData("security.md", "## OWASP ASVS", 20)]
    [InlineData("reliability.md", "## Shown by", 40)]
    [InlineData("libraries.md", "## What Rollout relies on", 35)]
    public void Every_test_that_a_page_names_exists(string page, string from, int atLeast)
    {
        var text = File.ReadAllText(Path.Combine(Sources.Root, "docs", page));
        var named = Names().Matches(text[text.IndexOf(from, StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).ToList();
        Assert.True(named.Count > atLeast, $"only {named.Count} tests are named");
        var tests = Sources.Under("tests", ".cs").Select(s => s.Text).ToList();

        Assert.DoesNotContain(named, name => !tests.Exists(test => test.Contains($" {name}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex Names();
}
