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
}
