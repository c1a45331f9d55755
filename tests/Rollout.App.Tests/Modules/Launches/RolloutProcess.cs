using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.Launches;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>The real program in a process of its own, on the test's database; the system clock is past the moment.</summary>
internal sealed class RolloutProcess : IDisposable
{
    private readonly Process _process;

    private RolloutProcess(Process process) => _process = process;

    public static RolloutProcess Start(Company company)
    {
        // The program uses the system clock, so the moment is moved into its past.
        using (var db = company.Db.CreateDbContext())
        {
            var past = Instant.FromUnixTimeSeconds(1_700_000_000);
            db.Waves.Where(w => w.State == WaveState.Started).ExecuteUpdate(set => set.SetProperty(w => w.MomentAt, past).SetProperty(w => w.Terms.LateMinutes, 10_000_000));
        }

        var settings = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rollout.dll"), "--data", company.Db.Folder, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (company.Db.Postgres is { } postgres)
        {
            settings.Environment["ConnectionStrings__Rollout"] = postgres;
        }

        var process = Process.Start(settings)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RolloutProcess(process);
    }

    /// <summary>Kills it without a chance to clean up.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
