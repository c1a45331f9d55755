using System.Text.RegularExpressions;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Tests.Architecture;

/// <summary>What is different in French: spaces before punctuation, and the singular for zero.</summary>
public sealed partial class FrenchWordsTests
{
    [Fact]
    public void A_line_never_begins_with_a_sign() =>
        Found.Nothing(
            from pair in Localizer.AllIn("fr")
            where LooseSign().IsMatch(pair.Value)
            select $"{pair.Key}: {pair.Value}");

    [Fact]
    public void Nothing_is_singular_where_the_number_is_said() =>
        Assert.Matches(@"\b0 coup de pouce\b", Localizer.In("fr").Count("privacy.nudges-most", 0));

    [Fact]
    public void Nothing_is_not_said_to_be_one() =>
        Assert.Equal("0 collègues sont invités", Localizer.In("fr").Count("kick-off.invited", 0));

    [GeneratedRegex(@" [:;?!»%]|« ")]
    private static partial Regex LooseSign();
}
