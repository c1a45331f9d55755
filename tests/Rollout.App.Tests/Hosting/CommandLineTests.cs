using Rollout.App.Hosting;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public async Task The_program_says_which_version_it_is()
    {
        var (exit, output) = await RolloutProgram.RunAsync(null, ["--version"]);

        Assert.Equal((0, "0.2.0"), (exit, output.Trim()));
    }

    [Theory]
    [InlineData("notaurl", "http://+:8080", "Set BaseAddress to")]
    [InlineData("rollout.company.be", "http://+:8080", "Set BaseAddress to")]
    [InlineData(null, "nonsense", "Choose one with --urls")]
    public void What_is_no_address_is_refused_with_the_setting_it_is_in(string? baseAddress, string urls, string change)
    {
        var refused = Assert.Throws<OperatorException>(() => PublicAddress.Of(baseAddress, urls));

        Assert.StartsWith($"“{baseAddress ?? urls}” is no address. {change}", refused.Message, StringComparison.Ordinal);
    }
}
