namespace Rollout.App.Hosting;

/// <summary>A lock on a file in the data folder. The operating system takes it back when the process ends, however it ends, so none is ever left behind.</summary>
internal sealed class FolderLock : IDisposable
{
    private static readonly TimeSpan LooksEvery = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, for this process alone; null while another has it.</summary>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static FolderLock? TryTake(string folder, string name)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, name)))
        {
            return null;
        }
    }

    /// <summary>Takes the lock, and waits while another process has it.</summary>
    /// <param name="waiting">Called once when it has to wait.</param>
    public static async Task<FolderLock> TakeAsync(string folder, string name, Func<Task> waiting, CancellationToken ct)
    {
        if (TryTake(folder, name) is { } free)
        {
            return free;
        }

        await waiting();
        while (true)
        {
            await Task.Delay(LooksEvery, ct);
            if (TryTake(folder, name) is { } taken)
            {
                return taken;
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
