using System.Security.Cryptography;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Uploaded files, stored in the data folder under unguessable names until they are used or a day old. They contain personal data.</summary>
public sealed class Uploads(HostSettings settings, TimeProvider time)
{
    /// <summary>How long an upload is kept.</summary>
    public static readonly TimeSpan RetentionPeriod = TimeSpan.FromDays(1);

    private readonly string _folder = Path.Combine(settings.DataFolder, "uploads");

    /// <summary>Stores the content and returns its id.</summary>
    public async Task<string> KeepAsync(Stream content, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        var id = RandomNumberGenerator.GetHexString(40, lowercase: true);
        await using var file = System.IO.File.Create(PathOf(id));
        await content.CopyToAsync(file, ct);
        return id;
    }

    /// <summary>The path of the upload.</summary>
    public string PathOf(string id) => Path.Combine(_folder, id + ".csv");

    /// <summary>The path of its refused rows, once it has been previewed.</summary>
    public string RefusedPathOf(string id) => Path.Combine(_folder, id + ".refused");

    public void Delete(string id) => System.IO.File.Delete(PathOf(id));

    public void DeleteRefused(string id) => System.IO.File.Delete(RefusedPathOf(id));

    /// <summary>Deletes files older than <see cref="RetentionPeriod"/>, including those of earlier processes.</summary>
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

/// <summary>Deletes abandoned uploads every hour.</summary>
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
