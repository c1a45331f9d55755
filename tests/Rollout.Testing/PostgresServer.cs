using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Rollout.Testing;

/// <summary>
/// The PostgreSQL server for tests: the one in <c>ROLLOUT_TEST_POSTGRES</c> (<c>./test</c> starts it), otherwise a temporary cluster on a free loopback port,
/// created once per process and removed at its end. Never the machine's own.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<string> Server = new(Start);

    /// <summary>A connection string without a database.</summary>
    public static string ConnectionString => Server.Value;

    /// <summary>Where the distribution keeps initdb, pg_ctl, pg_dump and the like, when it does not keep them on the PATH.</summary>
    public static string? Programs => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Where(d => File.Exists(Path.Combine(d, "initdb"))).Max()
        : null;

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var bin = Programs ?? throw new InvalidOperationException("The tests need PostgreSQL: run ./test, which installs it, or install the package postgresql, or set ROLLOUT_TEST_POSTGRES.");
        var folder = Directory.CreateDirectory(Path.Combine(FastestFolder.Path, $"rollout-pg-{Guid.CreateVersion7():N}")).FullName;
        var port = FreePort();
        var asUser = Environment.UserName == "root" ? "runuser -u postgres -- " : "";
        if (asUser.Length > 0)
        {
            Shell($"chown postgres {folder}");
        }

        Shell($"cd / && {asUser}{bin}/initdb -D {folder}/data -U rollout -A trust -E UTF8 --locale=C >/dev/null");
        Shell($"cd / && {asUser}{bin}/pg_ctl -D {folder}/data -w -o '-p {port} -k {folder} -h 127.0.0.1 -c fsync=off -c max_connections=300' -l {folder}/log start >/dev/null");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Shell($"cd / && {asUser}{bin}/pg_ctl -D {folder}/data -m immediate stop >/dev/null; rm -rf {folder}");
        };
        return $"Host=127.0.0.1;Port={port};Username=rollout";
    }

    private static void Shell(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]) { RedirectStandardError = true })!;
        var trouble = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{command}: {trouble}");
        }
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
