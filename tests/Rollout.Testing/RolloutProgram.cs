using System.Diagnostics;
using NodaTime;

namespace Rollout.Testing;

/// <summary>The real program in a process of its own, as an operator starts it: with arguments and environment variables, on the system clock.</summary>
public sealed class RolloutProgram : IAsyncDisposable
{
    /// <summary>
    /// As a setting, "0": the test may make its disk full. A limit on the size of files is reported like a full disk, as any user on any machine; the
    /// runtime must not double-map its memory then, which it does in a file.
    /// </summary>
    public const string FullDisk = "DOTNET_EnableWriteXorExecute";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RolloutProgram(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Exited += (_, _) => Heard(null);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What its clock says: the system's.</summary>
    public static Instant Now => Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());

    /// <summary>Everything it has written so far to standard output and error.</summary>
    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public int Id => _process.Id;

    /// <summary>Starts it on a test's database, with these arguments and settings (environment variables).</summary>
    public static RolloutProgram Start(TestDatabase? database, string[] arguments, params (string Name, string Value)[] settings)
    {
        string[] data = database is null || arguments.Contains("--data") ? [] : ["--data", database.Folder];
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rollout.dll"), .. arguments, .. data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (settings.Any(s => s.Name == FullDisk))
        {
            // A file that may not grow ends a process, unless it says beforehand that it looks at the error.
            start = new ProcessStartInfo("/bin/bash", ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", "dotnet", .. start.ArgumentList]) { RedirectStandardOutput = true, RedirectStandardError = true };
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        if (database?.Postgres is { } postgres)
        {
            start.Environment["ConnectionStrings__Rollout"] = postgres;
        }

        return new RolloutProgram(start);
    }

    /// <summary>Runs it to completion.</summary>
    public static async Task<(int Exit, string Output)> RunAsync(TestDatabase? database, string[] arguments, params (string Name, string Value)[] settings)
    {
        await using var program = Start(database, arguments, settings);
        return (await program.ExitAsync(), program.Output);
    }

    /// <summary>Runs a command that must succeed, and returns what it wrote.</summary>
    public static async Task<string> SucceedAsync(TestDatabase database, params string[] arguments)
    {
        var (exit, output) = await RunAsync(database, arguments);
        Assert.True(exit == 0, output);
        return output;
    }

    /// <summary>Runs a command that must be refused with this sentence, which is no stack trace.</summary>
    public static async Task RefusedAsync(TestDatabase database, string sentence, params string[] arguments)
    {
        var (exit, output) = await RunAsync(database, arguments);
        Assert.True(exit == 1, output);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    /// <summary>Runs it to completion on the embedded database, from a shell that has been prepared by a command.</summary>
    public static async Task<(int Exit, string Output)> RunInShellAsync(string prepared, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/bash", ["-c", prepared + "; exec \"$0\" \"$@\"", "dotnet", Path.Combine(AppContext.BaseDirectory, "rollout.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[FullDisk] = "0";
        await using var program = new RolloutProgram(start);
        return (await program.ExitAsync(), program.Output);
    }

    /// <summary>Waits until it has ended by itself, and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits for a line containing this text, and returns it.</summary>
    public async Task<string> SaysAsync(string words)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task more;
            lock (_lines)
            {
                if (_lines.Find(line => line.Contains(words, StringComparison.Ordinal)) is { } said)
                {
                    return said;
                }

                more = _more.Task;
            }

            if (_process.HasExited)
            {
                await _process.WaitForExitAsync(patience.Token); // both outputs are read to the end
                Assert.True(Output.Contains(words, StringComparison.Ordinal), $"It ended with {_process.ExitCode} and never said \"{words}\", but: {Output}");
                continue;
            }

            await more.WaitAsync(patience.Token);
        }
    }

    /// <summary>Makes its disk full, or gives it room again.</summary>
    public async Task FillDiskAsync(bool full)
    {
        using var limit = Process.Start("prlimit", ["--pid", Id.ToString(System.Globalization.CultureInfo.InvariantCulture), full ? "--fsize=0:unlimited" : "--fsize=unlimited:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }

    /// <summary>Kills it without a chance to clean up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Heard(string? line)
    {
        lock (_lines)
        {
            if (line is not null)
            {
                _lines.Add(line);
            }

            _more.TrySetResult();
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
