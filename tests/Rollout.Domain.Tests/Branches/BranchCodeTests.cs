using Rollout.Domain.Branches;

namespace Rollout.Domain.Tests.Branches;

public sealed class BranchCodeTests
{
    [Theory]
    [InlineData("Gent", "GNT")]
    [InlineData("Utrecht", "UTR")]
    [InlineData("Ieper", "IPR")]
    [InlineData("Aalst-Noord", "ALS")]
    [InlineData("Ée", "EAA")]
    [InlineData("北京", "XAA")]
    public void A_code_abbreviates_the_name(string name, string code) => Assert.Equal(code, BranchCode.Propose(name, new HashSet<string>()));

    [Fact]
    public void A_thousand_branches_of_one_name_get_a_thousand_codes()
    {
        var taken = new HashSet<string>();
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(taken.Add(BranchCode.Propose("Gent", taken)));
        }

        Assert.All(taken, code => Assert.True(code.Length == 3 && code.All(char.IsAsciiLetterUpper)));
    }
}
