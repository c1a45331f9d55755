using System.Diagnostics;
using System.Globalization;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>A PostgreSQL cluster of this run alone, which can be stopped as by a power failure. It syncs as a real one does.</summary>
internal sealed class ChaosPostgres : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("rollout-chaos-pg-").FullName;
    private readonly string _bin = PostgresServer.Programs is { } programs ? programs + "/" : "";
    private readonly int _port = PostgresServer.FreePort();
    private readonly string _asUser = Environment.UserName == "root" ? "runuser -u postgres -- " : "";

    public ChaosPostgres()
    {
        if (_asUser.Length > 0)
        {
            Shell($"chown postgres {_folder}");
        }

        Shell($"{_asUser}{_bin}initdb -D {_folder}/data -U rollout -A trust -E UTF8 --locale=C");
        Start();
        Environment.SetEnvironmentVariable("ROLLOUT_TEST_POSTGRES", string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username=rollout"));
    }

    private string StartCommand => $"{_asUser}{_bin}pg_ctl -D {_folder}/data -w -o '-p {_port} -k {_folder} -h 127.0.0.1 -c max_connections=200' -l {_folder}/log start";

    public void Start() => Shell(StartCommand);

    /// <summary>Without a word to anybody who is connected.</summary>
    public void Stop() => Shell($"{_asUser}{_bin}pg_ctl -D {_folder}/data -m immediate stop");

    /// <summary>Makes its disk full for a while: it ends itself when it cannot write what it has promised, and is started again as a service manager does.</summary>
    public async Task FillDiskAsync(TimeSpan full)
    {
        Limit("0");
        await Task.Delay(full);
        Limit("unlimited");
        Shell($"for i in $(seq 60); do {_bin}pg_isready -h 127.0.0.1 -p {_port} && exit 0; {_asUser}{_bin}pg_ctl -D {_folder}/data status || {StartCommand}; sleep 0.5; done; exit 1");
    }

    public void Dispose()
    {
        Shell($"{_asUser}{_bin}pg_ctl -D {_folder}/data -m immediate stop || true");
        Directory.Delete(_folder, recursive: true);
    }

    // Of the server and of everyone who is connected; whoever connects later inherits it.
    private void Limit(string size) =>
        Shell($"server=$(head -1 {_folder}/data/postmaster.pid) && for process in $server $(pgrep -P $server); do prlimit --pid $process --fsize={size}:unlimited || true; done || true");

    private static void Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", $"cd / && ({command}) >/dev/null 2>&1"]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command} ended with {process.ExitCode}.");
        }
    }
}
