using System.Security.Cryptography;
using System.Text;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Organisation.FirstStart;

/// <summary>
/// A secret that the person who started the program has and a passer-by does not: it opens an empty installation, once. Stored in the data folder, readable by
/// its owner only, until it has been used.
/// </summary>
public sealed class SetupKey(HostSettings settings)
{
    private string File => Path.Combine(settings.DataFolder, "setup-key");

    /// <summary>The key of this installation, created on first use.</summary>
    public string GetOrMake()
    {
        if (Read() is { } known)
        {
            return known;
        }

        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var writer = new StreamWriter(File, Encoding.ASCII, options);
        writer.Write(key);
        return key;
    }

    public bool Is(string? given) =>
        Read() is { } key && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(given ?? ""));

    /// <summary>Invalidates the key.</summary>
    public void UseUp() => System.IO.File.Delete(File);

    private string? Read() => System.IO.File.Exists(File) && System.IO.File.ReadAllText(File).Trim() is { Length: 32 } key ? key : null;
}
