namespace Rollout.App.Shared;

/// <summary>Settings from the command line.</summary>
/// <param name="Urls">The addresses to listen on.</param>
/// <param name="DataFolder">The folder for the embedded database, keys, uploads and mails.</param>
/// <param name="Demo">The demo company to serve, if any.</param>
public sealed record HostSettings(string Urls, string DataFolder, string? Demo = null)
{
    internal const string RunningLock = "running.lock";
    internal const string StagingFolder = "restoring";
    internal const string ReplacedPrefix = "replaced-";
    internal const string BackupsFolder = "backups";

    /// <summary>Within the data folder: where mails are written when no mail server is set.</summary>
    public const string MailFolder = "mails";

    private static readonly string[] NotKept = [MailFolder, BackupsFolder, StagingFolder];

    /// <summary>The embedded database.</summary>
    public string DatabaseFile => Path.Combine(DataFolder, "rollout.db");

    /// <summary>The folders that a backup includes: every folder of the data folder except mails, backups, demos and what a restore moved away.</summary>
    public IReadOnlyList<string> FoldersToKeep() =>
    [
        .. Directory.GetDirectories(DataFolder).Where(folder => Path.GetFileName(folder) is var name && !NotKept.Contains(name)
            && !name.StartsWith(ReplacedPrefix, StringComparison.Ordinal) && !name.StartsWith("demo-", StringComparison.Ordinal)),
    ];

    /// <summary>Creates the folder if needed, accessible to its owner only: it holds personal data and keys.</summary>
    public void MakeDataFolder() => MakePrivateFolder(DataFolder);

    internal static void MakePrivateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
