using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Branches;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// Takes over a file of people: adds new people, updates known ones, marks those who have left, and reports the outcome of each row. All in one
/// transaction; a preview does the very same work and keeps nothing.
/// </summary>
public sealed class ImportPeople(IDbContextFactory<RolloutDb> dbs, FindLooseEnds looseEnds, IClock clock) : IFileImport
{
    private const double Few = 0.8;

    // A company of ten loses three people without anyone having made a mistake.
    private const int ManyLeaving = 10;

    private const int RowsBetweenReports = 1000;

    // Reading takes most of the time; the rest is two SQL steps that cannot report progress.
    private const double ReadingShare = 0.6;

    ImportKind IFileImport.Kind => ImportKind.People;

    /// <param name="file">Seekable; read several times.</param>
    /// <param name="preview">Report what would change, and change nothing.</param>
    /// <param name="missing">What becomes of active people who are not in the file.</param>
    /// <param name="manyMayLeave">Someone has confirmed that many people leave by the rows of the file.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="ImportRules"/> rule refuses letting people leave.</exception>
    public async Task<ImportResult> RunAsync(
        Stream file, bool preview, WhoIsMissing missing = WhoIsMissing.Stays, IProgress<ImportProgress>? progress = null, bool manyMayLeave = false,
        CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var people = PeopleFile.Open(file, await db.LearnedColumns.AsNoTracking().ToDictionaryAsync(c => c.Name, c => c.Meaning, ct));
        var result = Opened(people);
        if (people.Refusal != FileRefusal.None)
        {
            return result;
        }

        var branches = await db.Branches.AsNoTracking().ToDictionaryAsync(b => b.MatchName, ct);
        var context = await ContextAsync(db, people, branches, ct);
        await using var staging = await PeopleStaging.CreateAsync(db, ct);
        var rows = await StageAsync(people, context, branches, staging, progress, ct);

        progress?.Report(new ImportProgress(ImportPhase.Comparing, rows.Count, ReadingShare));
        await using var transaction = await staging.BeginAsync(preview, ct);
        await db.Database.UseTransactionAsync(transaction, ct);
        var changes = new PeopleChanges(people);
        var comparison = new PeopleComparison(staging, hasRepeats: rows.Exists(row => (row.Codes & ImportCodes.DuplicateMerged) != 0));
        await comparison.CompareAsync(ct);
        result = result with { Blank = people.Blank, Rows = await PeopleOutcomes.OfAsync(rows, staging, comparison.KnownIdentities, changes, ct) };
        result = await PeopleOutcomes.NamedAsync(result, staging, ct);
        var merge = new PeopleMerge(staging);
        result = await JudgeLeavingAsync(result, merge, missing, ct);
        var leavers = await merge.LeaversAsync(missing != WhoIsMissing.Stays, ct);
        result = await WithLooseEndsAsync(result, db, leavers, ct);
        if (!preview)
        {
            MustBeSure(result, missing, manyMayLeave);
            progress?.Report(new ImportProgress(ImportPhase.Saving, rows.Count, 0.8));
            var (undo, now) = (new PeopleUndo(staging), clock.GetCurrentInstant());
            await undo.KeepAsync(now, missing == WhoIsMissing.Stays ? "" : PeopleMerge.Missing, ct);
            await merge.MergeAsync(changes, ct);
            await (missing != WhoIsMissing.Stays ? merge.LetMissingLeaveAsync(ct) : Task.CompletedTask);
            await undo.CompleteAsync(now, ct);
            await looseEnds.LetGoAsync(db, leavers, ct);
            await transaction.CommitAsync(CancellationToken.None); // which is not stopped half way
        }

        progress?.Report(new ImportProgress(preview ? ImportPhase.Comparing : ImportPhase.Saving, rows.Count, 1));
        return result;
    }

    private static ImportResult Opened(PeopleFile people) => new()
    {
        Refusal = people.Refusal, Encoding = people.Encoding, Delimiter = people.Delimiter, IgnoredColumns = people.IgnoredColumns,
        Columns = people.Columns(), Header = people.Header,
    };

    private async Task<PeopleContext> ContextAsync(RolloutDb db, PeopleFile people, Dictionary<string, Branch> branches, CancellationToken ct)
    {
        var zone = await db.Rollouts.AsNoTracking().Select(r => r.Zone).FirstOrDefaultAsync(ct) ?? DateTimeZone.Utc;
        var shared = await db.People.Where(p => p.SharedEmail != null).Select(p => p.SharedEmail!).Distinct().ToListAsync(ct);
        return new PeopleContext(branches.ToDictionary(b => b.Key, b => b.Value.Country), clock.GetCurrentInstant().InZone(zone).Date)
        {
            SharedEmails = shared.Concat(await SharedWithStoredAsync(db, people.Survey, ct)).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Addresses shared by two people of the file and a stored third.</summary>
    Task<ImportResult> IFileImport.ImportAsync(Stream file, bool preview, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        RunAsync(file, preview, choices.Missing, progress, choices.ManyMayLeave, ct);

    private static async Task<List<string>> SharedWithStoredAsync(RolloutDb db, PeopleSurvey survey, CancellationToken ct)
    {
        var emails = survey.EmailsOfTwo.Keys.ToList();
        var holders = emails.Count == 0 ? []
            : await db.People.AsNoTracking().Where(p => p.BareNumber != null && EF.Parameter(emails).Contains(p.Email!)).Select(p => new { p.Email, p.BareNumber, p.SearchName }).ToListAsync(ct);
        return [.. holders
            .Where(h => survey.EmailsOfTwo[h.Email!].TrueForAll(PeopleSurvey.Holder.Of(h.BareNumber!, h.SearchName).IsAnother))
            .Select(h => h.Email!)];
    }

    private static async Task<List<PersonRow>> StageAsync(
        PeopleFile people, PeopleContext context, Dictionary<string, Branch> branches, PeopleStaging staging, IProgress<ImportProgress>? progress, CancellationToken ct)
    {
        var rows = new List<PersonRow>();
        var values = new object?[StagedPerson.Columns.Count];
        await using (var writer = staging.OpenWriter())
        {
            foreach (var row in people.Rows(context))
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

        await staging.IndexAsync(people.Joined, ct);
        return people.Joined.Count == 0 ? rows : rows.ConvertAll(row => row with { Identity = people.Joined.Last(row.Identity) });
    }

    private static async Task<ImportResult> JudgeLeavingAsync(ImportResult result, PeopleMerge merge, WhoIsMissing missing, CancellationToken ct)
    {
        if (missing == WhoIsMissing.Stays && result.Leaving < ManyLeaving)
        {
            return result;
        }

        var (accepted, active) = (result.Created + result.Merged, await merge.CountActiveAsync(ct));
        var asks = missing != WhoIsMissing.Stays && accepted > 0;
        return result with
        {
            Missing = asks ? await merge.CountMissingAsync(ct) : 0,
            MissingNames = asks ? await merge.MissingNamesAsync(ct) : [],
            HasFew = missing != WhoIsMissing.Stays && accepted < Few * active,
            ManyLeave = result.Leaving >= ManyLeaving && result.Leaving > (1 - Few) * active,
        };
    }

    private async Task<ImportResult> WithLooseEndsAsync(ImportResult result, RolloutDb db, IReadOnlyList<Domain.People.PersonId> leavers, CancellationToken ct)
    {
        var ends = await looseEnds.OfAsync(db, leavers, ct);
        return result with { LooseEnds = [.. ends.Take(ImportRemark.MostPeople)], LooseEndCount = ends.Count };
    }

    private static void MustBeSure(ImportResult result, WhoIsMissing missing, bool manyMayLeave)
    {
        ImportRules.HasSomeoneToCompareWith.Ensure(missing == WhoIsMissing.Stays || result.Created + result.Merged > 0);
        ImportRules.FewNeedsConfirming.Ensure(!result.HasFew || missing == WhoIsMissing.LeavesForSure);
        ImportRules.ManyLeavingNeedsConfirming.Ensure(!result.ManyLeave || manyMayLeave);
    }
}
