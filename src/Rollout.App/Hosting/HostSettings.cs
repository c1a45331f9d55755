namespace Rollout.App.Hosting;

/// <summary>Settings from the command line.</summary>
/// <param name="Urls">The addresses to listen on.</param>
/// <param name="DataFolder">The folder for the embedded database, keys, uploads and mails.</param>
/// <param name="Demo">The demo company to serve, if any.</param>
public sealed record HostSettings(string Urls, string DataFolder, string? Demo = null)
{
    /// <summary>Creates the folder if needed, accessible to its owner only: it holds personal data and keys.</summary>
    public void MakeDataFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(DataFolder);
        }
        else
        {
            Directory.CreateDirectory(DataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
