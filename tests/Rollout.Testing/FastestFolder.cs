namespace Rollout.Testing;

/// <summary>
/// Where the tests keep their databases. Every commit would wait for the disk and every database of PostgreSQL is over a thousand files; where there is room,
/// they are kept in memory.
/// </summary>
internal static class FastestFolder
{
    private const string Memory = "/dev/shm";
    private const long Room = 4L << 30;

    public static string Path { get; } = Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > Room ? Memory : System.IO.Path.GetTempPath();
}
