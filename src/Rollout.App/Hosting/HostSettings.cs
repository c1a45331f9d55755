namespace Rollout.App.Hosting;

/// <summary>What the command line says about the program as a whole.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="DataFolder">The folder of the embedded database, the keys, uploaded files and mails.</param>
/// <param name="Demo">The made-up company to serve, if one.</param>
public sealed record HostSettings(string Urls, string DataFolder, string? Demo = null)
{
    /// <summary>Makes the folder if it is not there: it holds people's data and keys, so it is its owner's alone.</summary>
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
