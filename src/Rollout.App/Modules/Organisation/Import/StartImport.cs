using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The lead uploads a file: it is stored, and previewed in the background.</summary>
public sealed class StartImport(ImportRuns runs, CurrentUserAccessor me)
{
    /// <summary>The maximum file size in bytes; a million people are about 90 MB.</summary>
    public const long LargestFile = 100_000_000;

    /// <returns>The import's id.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">There is no file, or it is too large.</exception>
    public async Task<string> RunAsync(ImportKind kind, IFormFile? file, CancellationToken ct = default)
    {
        var lead = await me.GetAsync(ct);
        ImportRules.NeedsAFile.Ensure(file is not null && file.Length <= LargestFile);

        await using var content = file!.OpenReadStream();
        return await runs.StartAsync(lead.Id, kind, Path.GetFileName(file.FileName), content, ct);
    }
}
