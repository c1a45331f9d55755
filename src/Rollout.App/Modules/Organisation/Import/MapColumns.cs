using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The lead says what the columns of an uploaded file mean. It is remembered for the next file, and the preview is made again.</summary>
public sealed class MapColumns(IDbContextFactory<RolloutDb> dbs, ImportRuns runs, CurrentUserAccessor me)
{
    /// <param name="meanings">For each column of the preview its meaning, or null when it is not used.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="ImportRules"/> rule is broken.</exception>
    public async Task RunAsync(string id, IReadOnlyList<PeopleColumn?> meanings, CancellationToken ct = default)
    {
        var lead = await me.GetAsync(ct);
        if (await runs.FindAsync(id, lead.Id, ct) is not { State.Result: { } preview } run)
        {
            return; // expired meanwhile: the page says so
        }

        ImportRules.OneColumnForEachMeaning.Ensure(meanings.OfType<PeopleColumn>().GroupBy(meaning => meaning).All(same => same.Count() == 1));
        await using var db = await dbs.CreateDbContextAsync(ct);
        foreach (var (column, meaning) in preview.Columns.Zip(meanings).Where(said => said.First.IsUnknown || said.First.Meaning != said.Second?.ToString()))
        {
            await RememberAsync(db, column.Name, meaning, ct);
        }

        await db.SaveChangesAsync(ct);
        await runs.PreviewAgainAsync(run, ct);
    }

    private static async Task RememberAsync(RolloutDb db, string header, PeopleColumn? meaning, CancellationToken ct)
    {
        var key = LearnedColumn.KeyOf(header);
        if (key.Length == 0)
        {
            return; // a header of signs only says nothing about the next file
        }

        if (await db.LearnedColumns.FindAsync([key], ct) is { } known)
        {
            known.Means(meaning);
        }
        else
        {
            db.Add(LearnedColumn.Of(header, meaning));
        }
    }
}
