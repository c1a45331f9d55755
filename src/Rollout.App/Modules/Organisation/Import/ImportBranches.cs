using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// Imports a file of branches: adds new ones at the end of the lead's list, and updates known ones. All or nothing; a preview does the same and rolls it back.
/// </summary>
public sealed class ImportBranches(IDbContextFactory<RolloutDb> dbs) : IFileImport
{
    ImportKind IFileImport.Kind => ImportKind.Branches;

    /// <param name="file">A seekable stream; it is read twice.</param>
    /// <param name="preview">Roll back and only report.</param>
    public async Task<ImportResult> RunAsync(Stream file, bool preview, CancellationToken ct = default)
    {
        var branches = BranchFile.Open(file);
        if (branches.Refusal != FileRefusal.None)
        {
            return new ImportResult { Refusal = branches.Refusal, Encoding = branches.Encoding, Delimiter = branches.Delimiter, IgnoredColumns = branches.IgnoredColumns, Header = branches.Header };
        }

        // A company has few enough branches to keep all rows in memory.
        var rows = branches.Rows().ToList();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var stored = new StoredBranches(db, await db.Branches.ToListAsync(ct), await DirectorsAsync(db, rows, ct));
        var outcomes = rows.ConvertAll(row => new ImportedRow(row.Line, row.Branch is null ? RowOutcome.Rejected : stored.Take(row.Branch), row.Codes));
        if (!preview)
        {
            await db.SaveChangesAsync(ct);
        }

        return new ImportResult
        {
            Encoding = branches.Encoding, Delimiter = branches.Delimiter, Blank = branches.Blank, IgnoredColumns = branches.IgnoredColumns, Rows = outcomes,
        };
    }

    Task<ImportResult> IFileImport.ImportAsync(Stream file, bool preview, ImportChoices choices, IProgress<ImportProgress>? progress, CancellationToken ct) =>
        RunAsync(file, preview, ct);

    private static async Task<Dictionary<string, PersonId>> DirectorsAsync(RolloutDb db, List<BranchRow> rows, CancellationToken ct)
    {
        var emails = rows.Select(row => row.Branch?.DirectorEmail).OfType<string>().Distinct().ToList();
        return await db.People.Where(p => p.Active && emails.Contains(p.Email!)).ToDictionaryAsync(p => p.Email!, p => p.Id, ct);
    }

    private sealed class StoredBranches(RolloutDb db, List<Branch> branches, Dictionary<string, PersonId> directors)
    {
        private readonly Dictionary<string, Branch> _byName = branches.ToDictionary(b => b.MatchName);
        private readonly HashSet<string> _codes = [.. branches.Select(b => b.Code)];
        private int _last = branches.Select(b => b.Position).DefaultIfEmpty().Max();

        public RowOutcome Take(BranchCells told)
        {
            var zone = DateTimeZoneProviders.Tzdb[told.Zone];
            var isNew = false;
            if (!_byName.TryGetValue(told.Key, out var branch))
            {
                isNew = true;
                branch = Branch.Open(told.Name, CodeFor(told), told.Country, zone, ++_last);
                db.Add(branch);
                _byName.Add(told.Key, branch);
            }

            branch.CorrectSpelling(told.Name);
            branch.MoveTo(told.Country, zone);
            AppointDirector(branch, told.DirectorEmail);
            return isNew ? RowOutcome.Created
                : db.Entry(branch).State switch { EntityState.Added => RowOutcome.Repeated, EntityState.Modified => RowOutcome.Merged, _ => RowOutcome.Same };
        }

        /// <summary>The file's code for a new branch if it is free, otherwise one derived from the name.</summary>
        private string CodeFor(BranchCells told)
        {
            var own = told.Code is { Length: 3 } code && code.All(char.IsAsciiLetterUpper) && !_codes.Contains(code) ? code : null;
            var chosen = own ?? BranchCode.Propose(told.Name, _codes);
            _codes.Add(chosen);
            return chosen;
        }

        /// <summary>A row without an e-mail address leaves the director chosen on the page.</summary>
        private void AppointDirector(Branch branch, string? email)
        {
            if (email is null)
            {
                return;
            }

            if (directors.TryGetValue(email, out var director))
            {
                branch.AssignDirector(director);
            }
            else
            {
                branch.AssignDirectorByEmail(email);
            }
        }
    }
}
