using System.Collections;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>What happens to active people who are missing from the file.</summary>
public enum WhoIsMissing
{
    /// <summary>They stay.</summary>
    Stays,

    /// <summary>They leave, unless the file has less than 80% of the active people.</summary>
    Leaves,

    /// <summary>They leave, even if the file has few of them.</summary>
    LeavesForSure,
}

/// <summary>
/// Imports a file of people: adds new ones, updates known ones, and reports the outcome of each row. All in one transaction; a preview does the same work and
/// rolls it back.
/// </summary>
public sealed class ImportPeople(IDbContextFactory<RolloutDb> dbs)
{
    private const double Few = 0.8;
    private const int RowsBetweenReports = 1000;

    // Reading takes most of the time; the rest is two SQL steps that cannot report progress.
    private const double ReadingShare = 0.6;

    /// <param name="file">A seekable stream; it is read twice.</param>
    /// <param name="preview">Roll back and only report.</param>
    /// <param name="missing">What happens to active people who are not in the file.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="ImportRules"/> rule does not allow people to leave.</exception>
    public async Task<ImportResult> RunAsync(
        Stream file, bool preview, WhoIsMissing missing = WhoIsMissing.Stays, IProgress<ImportProgress>? progress = null, CancellationToken ct = default)
    {
        var people = PeopleFile.Open(file);
        if (people.Refusal != FileRefusal.None)
        {
            return new ImportResult { Refusal = people.Refusal, Encoding = people.Encoding, Delimiter = people.Delimiter, IgnoredColumns = people.IgnoredColumns };
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var branches = await db.Branches.AsNoTracking().ToDictionaryAsync(b => b.MatchName, ct);
        await using var staging = await PeopleStaging.CreateAsync(db, ct);
        var rows = await StageAsync(people, branches, staging, progress, ct);

        progress?.Report(new ImportProgress(ImportPhase.Comparing, rows.Count, ReadingShare));
        await using var transaction = await staging.BeginAsync(preview, ct);
        var fates = await CompareAsync(staging, rows, ct);
        var result = new ImportResult
        {
            Encoding = people.Encoding, Delimiter = people.Delimiter, Blank = people.Blank, IgnoredColumns = people.IgnoredColumns, Rows = fates,
        };
        result = await JudgeMissingAsync(result, new PeopleMerge(staging), preview, missing, ct);
        if (!preview)
        {
            progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 0.8));
            await SaveAsync(people, staging, missing, ct);
            await transaction.CommitAsync(ct);
        }

        progress?.Report(new ImportProgress(preview ? ImportPhase.Comparing : ImportPhase.Saving, rows.Count, 1));
        return result;
    }

    private static async Task<List<PersonRow>> StageAsync(
        PeopleFile people, Dictionary<string, Branch> branches, PeopleStaging staging, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var rows = new List<PersonRow>();
        var values = new object?[StagedPerson.Columns.Count];
        await using (var writer = staging.OpenWriter())
        {
            foreach (var row in people.Rows(branches.ToDictionary(b => b.Key, b => b.Value.Country)))
            {
                if (row.Person is not null)
                {
                    StagedPerson.Values(row, branches, values);
                    await writer.WriteAsync(values, ct);
                }

                rows.Add(row with { Person = null }); // about twenty bytes per row, whatever it contains
                if (rows.Count % RowsBetweenReports == 0)
                {
                    progress?.Report(new ImportProgress(ImportPhase.Reading, rows.Count, people.Progress * ReadingShare));
                }
            }

            await writer.CompleteAsync(ct);
        }

        await staging.IndexAsync(ct);
        return rows;
    }

    private static async Task<List<ImportedRow>> CompareAsync(PeopleStaging staging, List<PersonRow> rows, CancellationToken ct)
    {
        var comparison = new PeopleComparison(staging);
        await comparison.RunAsync(ct);
        var clashes = (await comparison.ClashingLinesAsync(ct)).ToHashSet();
        var known = new BitArray(rows.Count);
        foreach (var identity in await comparison.KnownIdentitiesAsync(ct))
        {
            known[identity] = true;
        }

        var met = new BitArray(rows.Count);
        return rows.ConvertAll(row => FateOf(row, clashes, known, met));
    }

    private static ImportedRow FateOf(in PersonRow row, HashSet<int> clashes, BitArray known, BitArray met)
    {
        if (row.Codes.Refuse())
        {
            return new ImportedRow(row.Line, RowOutcome.Rejected, row.Codes);
        }

        var codes = row.Codes & ~ImportCodes.DuplicateMerged;
        if (clashes.Contains(row.Line))
        {
            return new ImportedRow(row.Line, RowOutcome.Rejected, codes | ImportCodes.EmailOfOtherPerson);
        }

        var again = met[row.Identity];
        met[row.Identity] = true;
        return new ImportedRow(
            row.Line, again || known[row.Identity] ? RowOutcome.Merged : RowOutcome.Created, again ? codes | ImportCodes.DuplicateMerged : codes);
    }

    private static async Task<ImportResult> JudgeMissingAsync(ImportResult result, PeopleMerge merge, bool preview, WhoIsMissing missing, CancellationToken ct)
    {
        if (missing == WhoIsMissing.Stays)
        {
            return result;
        }

        var accepted = result.Rows.Count(row => row.Fate != RowOutcome.Rejected);
        result = result with
        {
            Missing = accepted == 0 ? 0 : await merge.CountMissingAsync(ct),
            HasFew = accepted < Few * await merge.CountActiveAsync(ct),
        };
        if (!preview)
        {
            ImportRules.HasSomeoneToCompareWith.Ensure(accepted > 0);
            ImportRules.FewNeedsConfirming.Ensure(!result.HasFew || missing == WhoIsMissing.LeavesForSure);
        }

        return result;
    }

    private static async Task SaveAsync(PeopleFile people, PeopleStaging staging, WhoIsMissing missing, CancellationToken ct)
    {
        var merge = new PeopleMerge(staging);
        await merge.RunAsync(people, ct);
        if (missing != WhoIsMissing.Stays)
        {
            await merge.LetMissingLeaveAsync(ct);
        }
    }
}
