using Rollout.Domain.People;

namespace Rollout.Domain.Tests.People;

public sealed class MatchingTests
{
    [Theory]
    [InlineData("+32 470 12-34.56", "+32470123456")]
    [InlineData("0470 12 34 56", "0470123456")]
    [InlineData("112", null)]
    [InlineData("geen", null)]
    [InlineData("3,247E+10", null)]
    public void A_telephone_number_is_its_digits(string number, string? digits) => Assert.Equal(digits, Matching.Digits(number));
}
