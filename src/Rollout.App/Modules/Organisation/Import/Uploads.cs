using System.Security.Cryptography;
using Rollout.App.Hosting;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// Uploaded files, kept in the data folder under names that cannot be guessed until they are used or a day old. They hold personal data.
/// </summary>
public sealed class Uploads(HostSettings settings, TimeProvider time)
{
    /// <summary>How long an upload waits for its lead.</summary>
    public static readonly TimeSpan RetentionPeriod = TimeSpan.FromDays(1);

    private readonly string _folder = Path.Combine(settings.DataFolder, "uploads");

    /// <summary>Keeps the content and tells under which id.</summary>
    public async Task<string> KeepAsync(Stream content, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        var id = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await using var file = System.IO.File.Create(PathOf(id));
        await content.CopyToAsync(file, ct);
        return id;
    }

    /// <summary>Where the upload is.</summary>
    public string PathOf(string id) => Path.Combine(_folder, id + ".csv");

    /// <summary>Where what was refused of it is, once it was looked at.</summary>
    public string RefusedPathOf(string id) => Path.Combine(_folder, id + ".refused");

    public void Delete(string id) => System.IO.File.Delete(PathOf(id));

    public void DeleteRefused(string id) => System.IO.File.Delete(RefusedPathOf(id));

    /// <summary>Deletes what is older than <see cref="RetentionPeriod"/>, also what an earlier process left.</summary>
    public void DeleteOld()
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        var before = time.GetUtcNow() - RetentionPeriod;
        foreach (var path in Directory.EnumerateFiles(_folder).Where(path => System.IO.File.GetLastWriteTimeUtc(path) < before.UtcDateTime))
        {
            System.IO.File.Delete(path);
        }
    }
}

/// <summary>Looks every hour for uploads that nobody came back for.</summary>
internal sealed class DeleteOldUploads(Uploads uploads, ImportRuns runs, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            uploads.DeleteOld();
            runs.ForgetOld();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
