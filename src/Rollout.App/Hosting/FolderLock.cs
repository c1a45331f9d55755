
namespace Rollout.App.Hosting;

/// <summary>A lock on a file in the data folder. The operating system releases it when the process ends, even if it is killed.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock exclusively; returns null if another process holds it.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static FolderLock? TryTake(string folder, string name) => TryOpen(Path.Combine(folder, name), FileAccess.ReadWrite, FileShare.None);

    /// <summary>Takes the lock shared; returns null if another process holds it exclusively.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static FolderLock? TryShare(string folder, string name) => TryOpen(Path.Combine(folder, name), FileAccess.Read, FileShare.Read);

    /// <summary>Takes the lock exclusively, waiting for another process if needed.</summary>
    /// <param name="waiting">Called once if it has to wait.</param>
    public static async Task<FolderLock> TakeAsync(string folder, string name, Func<Task> waiting, CancellationToken ct)
    {
        if (TryTake(folder, name) is { } free)
        {
            return free;
        }

        await waiting();
        while (true)
        {
            await Task.Delay(PollInterval, ct);
            if (TryTake(folder, name) is { } taken)
            {
                return taken;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static FolderLock? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, access, share));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
