namespace Rollout.App.Shared.Outbox;

/// <summary>
/// The identity under which this process claims messages. It survives a restart and is never shared by two running processes: it is stored in a file of the
/// data folder that stays locked while the process runs, however it ends. A second process on the same folder uses the next file.
/// </summary>
public sealed class ClaimOwner : IDisposable
{
    private const int MostProcesses = 100;
    private readonly FileStream? _lock;

    public ClaimOwner(HostSettings settings)
    {
        for (var n = 1; n <= MostProcesses && _lock is null; n++)
        {
            _lock = TryLock(Path.Combine(settings.DataFolder, $"outbox-{n}.lock"));
        }

        Id = _lock is null ? Guid.CreateVersion7() : NameIn(_lock);
    }

    public Guid Id { get; }

    public void Dispose() => _lock?.Dispose();

    private static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Locked by another process, or not writable. Without its own identity, claims of a killed process wait until their lease ends.
            return null;
        }
    }

    private static Guid NameIn(FileStream file)
    {
        var bytes = new byte[16];
        if (file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            bytes = Guid.CreateVersion7().ToByteArray();
            file.SetLength(0);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        return new Guid(bytes);
    }
}
