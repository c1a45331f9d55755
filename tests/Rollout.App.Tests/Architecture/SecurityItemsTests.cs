using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>What docs/security.md says is shown by a test is shown by one that exists.</summary>
public sealed partial class SecurityItemsTests
{
    [Fact]
    public void Every_test_that_the_security_page_names_exists()
    {
        var page = File.ReadAllText(Path.Combine(Sources.Root, "docs", "security.md"));
        var named = Names().Matches(page[page.IndexOf("## OWASP ASVS", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).ToList();
        Assert.True(named.Count > 20, $"only {named.Count} tests are named");
        var tests = Sources.Under("tests", ".cs").Select(s => s.Text).ToList();

        Assert.DoesNotContain(named, name => !tests.Exists(text => text.Contains($" {name}(", StringComparison.Ordinal)));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)`")]
    private static partial Regex Names();
}
