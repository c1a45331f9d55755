using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the data folder can be written to and its disk has space.</summary>
internal sealed class FolderCheck(HostSettings settings) : ICheck
{
    private const long LeastFree = 500L * 1024 * 1024;

    public Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct)
    {
        string[] folders = [settings.DataFolder, Path.Combine(settings.DataFolder, "keys"), Path.Combine(settings.DataFolder, "mails")];
        var findings = folders.Where(Directory.Exists).Select(folder => Writable(folder, words)).ToList();
        IEnumerable<CheckResult> told = findings.TrueForAll(f => f.Well) ? [new(words["check.folder"], true, words["check.folders-well", settings.DataFolder])] : findings.Where(f => !f.Well);
        return Task.FromResult<IReadOnlyList<CheckResult>>([.. told, Room(words)]);
    }

    internal static CheckResult Writable(string folder, Localizer words)
    {
        try
        {
            var file = Path.Combine(folder, $".check-{Guid.CreateVersion7():N}");
            File.WriteAllText(file, "");
            File.Delete(file);
            return new CheckResult(words["check.folder"], true, words["check.folder-well", folder]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new CheckResult(words["check.folder"], false, words["check.folder-fix", folder, e.Message]);
        }
    }

    private CheckResult Room(Localizer words)
    {
        var free = new DriveInfo(settings.DataFolder).AvailableFreeSpace;
        return free >= LeastFree
            ? new CheckResult(words["check.disk"], true, words["check.disk-well", (free / 1e9).ToString("N1", words.Culture), settings.DataFolder])
            : new CheckResult(words["check.disk"], false, words["check.disk-fix", (free / 1_000_000).ToString("N0", words.Culture), settings.DataFolder]);
    }
}
