using Microsoft.Extensions.Diagnostics.HealthChecks;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the data folder and its subfolders can be written to.</summary>
internal sealed class FolderCheck(HostSettings settings, Localizer words) : IHealthCheck
{
    private const int Some = 64 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var folders = new[] { "", "keys", "mails", "material" }.Select(name => Path.Combine(settings.DataFolder, name));
        var problems = folders.Where(Directory.Exists).Select(folder => (Folder: folder, Problem: ProblemOfFolder(folder))).Where(f => f.Problem is not null)
            .Select(f => words["check.folder-fix", f.Folder, f.Problem]).ToList();
        return Task.FromResult(problems.Count == 0
            ? HealthCheckResult.Healthy(words["check.folders-well", settings.DataFolder])
            : HealthCheckResult.Unhealthy(string.Join(' ', problems)));
    }

    /// <summary>What is in the way of writing to a file that is there; nothing is written.</summary>
    public static string? ProblemOfFile(string file) => Problem(() => new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose());

    private static string? ProblemOfFolder(string folder) => Problem(() =>
    {
        var file = Path.Combine(folder, $".check-{Guid.CreateVersion7():N}");
        try
        {
            File.WriteAllBytes(file, new byte[Some]); // on a full disk a file can still be made, but nothing put into it
        }
        finally
        {
            File.Delete(file);
        }
    });

    private static string? Problem(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }
}

/// <summary>Checks that the disk of the data folder has space.</summary>
internal sealed class DiskCheck(HostSettings settings, Localizer words) : IHealthCheck
{
    private const long Enough = 500L * 1024 * 1024;
    private const long Least = 50L * 1024 * 1024;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        return Task.FromResult(free >= Enough
            ? HealthCheckResult.Healthy(words["check.disk-well", (free / 1e9).ToString("N1", words.Culture), settings.DataFolder])
            : new HealthCheckResult(free < Least ? HealthStatus.Unhealthy : HealthStatus.Degraded, words["check.disk-fix", words.Size(free), settings.DataFolder]));
    }
}
