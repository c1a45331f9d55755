using System.Diagnostics;
using Rollout.App.Tests.Architecture;

namespace Rollout.App.Tests.Hosting;

/// <summary>The unit in deploy/, judged by systemd itself where it is installed.</summary>
public sealed class SystemdUnitTests
{
    private const string Analyze = "/usr/bin/systemd-analyze";

    // Out of 100; 20 and less is what systemd calls OK.
    private const int MostExposure = 20;

    [Fact]
    public async Task The_unit_has_no_word_that_systemd_does_not_know_and_lets_the_program_do_little()
    {
        if (!File.Exists(Analyze))
        {
            return;
        }

        // The program is not installed here: another one stands for it.
        var folder = Directory.CreateTempSubdirectory("rollout-unit-");
        try
        {
            var unit = Path.Combine(folder.FullName, "rollout.service");
            var text = await File.ReadAllTextAsync(Path.Combine(Sources.Root, "deploy", "rollout.service"));
            await File.WriteAllTextAsync(unit, text.Replace("ExecStart=/opt/rollout/rollout", "ExecStart=/bin/true", StringComparison.Ordinal));

            Assert.Equal((0, ""), await RunAsync("verify", "--man=no", unit));
            Assert.Equal(0, (await RunAsync("security", "--offline=true", $"--threshold={MostExposure}", unit)).Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int Code, string Says)> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Analyze, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (says, _) = (await process.StandardError.ReadToEndAsync(), await process.StandardOutput.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, says);
    }
}
