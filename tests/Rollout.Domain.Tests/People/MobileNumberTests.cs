using Rollout.Domain.People;

namespace Rollout.Domain.Tests.People;

public sealed class MobileNumberTests
{
    [Theory]
    [InlineData("0470 11 22 33")]
    [InlineData("0470/11.22.33")]
    [InlineData("0470-11 22 33")]
    [InlineData("470112233")]
    [InlineData("+32 470 11 22 33")]
    [InlineData("+32470112233")]
    [InlineData("0032470112233")]
    [InlineData("00 32 470/11 22 33")]
    [InlineData("32470112233")]
    [InlineData("+32 (0)470 11 22 33")]
    [InlineData("+320470112233")]
    [InlineData("0032 (0) 470 11 22 33")]
    [InlineData("470112233,00")]
    [InlineData("470112233.0")]
    [InlineData("gsm: 0470 11 22 33")]
    [InlineData("0470 11 22 33 / 09 222 33 44")]
    [InlineData("\u200B0470\u00A011\u00A022\u00A033 ")]
    public void A_Belgian_mobile_is_one_number_however_it_is_written(string written) =>
        Assert.Equal("+32470112233", MobileNumber.International(written, "BE"));

    [Theory]
    [InlineData("06-12345678", "NL", "+31612345678")]
    [InlineData("612345678", "NL", "+31612345678")]
    [InlineData("+31 (0)6 1234 5678", "NL", "+31612345678")]
    [InlineData("0031612345678", "BE", "+31612345678")]
    [InlineData("06-12345678", "BE", "+31612345678")]
    [InlineData("0470 11 22 33", "NL", "+32470112233")]
    [InlineData("06 12 34 56 78", "FR", "+33612345678")]
    [InlineData("0475-123456", "BE", "+32475123456")]
    [InlineData("621 123 456", "LU", "+352621123456")]
    [InlineData("0151 23456789", "DE", "+4915123456789")]
    [InlineData("07911 123456", "GB", "+447911123456")]
    [InlineData("09 222 33 44", "BE", "+3292223344")]
    [InlineData("030-1234567", "NL", "+31301234567")]
    [InlineData("347 123 4567", "IT", "+393471234567")]
    [InlineData("0912345678", "XX", "0912345678")]
    public void A_national_number_is_of_the_branch_s_country_unless_it_can_only_be_a_neighbour_s(string written, string country, string number) =>
        Assert.Equal(number, MobileNumber.International(written, country));

    [Theory]
    [InlineData("112")]
    [InlineData("geen")]
    [InlineData("")]
    [InlineData("3,247E+10")]
    [InlineData("4.70112233e+8")]
    [InlineData("+324701122334455667788")]
    public void What_cannot_be_rung_is_no_number(string written) => Assert.Null(MobileNumber.International(written, "BE"));
}
