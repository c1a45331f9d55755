using System.Collections;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Derives the outcome of each row from the compared staging tables.</summary>
internal sealed class PeopleOutcomes
{
    private const string Rows = PeopleStaging.Rows;

    private readonly BitArray _known;
    private readonly BitArray _differs;
    private readonly BitArray _met;
    private readonly HashSet<int> _clashes;
    private readonly HashSet<int> _withoutZeros;
    private readonly HashSet<int> _leaving;
    private readonly HashSet<int> _leads;

    private PeopleOutcomes(int identities, List<int> known, List<int> differs, List<int> clashes, List<int> withoutZeros, List<int> leaving, List<int> leads)
    {
        (_known, _differs, _met) = (Bits(identities, known), Bits(identities, differs), new BitArray(identities));
        (_clashes, _withoutZeros, _leaving, _leads) = ([.. clashes], [.. withoutZeros], [.. leaving], [.. leads]);
    }

    public static async Task<List<ImportedRow>> OfAsync(List<PersonRow> rows, PeopleStaging staging, List<int> known, PeopleChanges changes, CancellationToken ct)
    {
        Task<List<int>> Ask(string sql) => staging.NumbersAsync(sql, ct);
        var fates = new PeopleOutcomes(
            rows.Count,
            known,
            await Ask($"SELECT s.identity FROM {Rows} s JOIN people ON people.id = s.person WHERE s.wins AND s.gone = 0 AND ({changes.Differs})"),
            await Ask($"SELECT line FROM {Rows} WHERE clash"),
            await Ask($"SELECT line FROM {Rows} WHERE zeros"),
            await Ask($"SELECT s.line FROM {Rows} s JOIN people p ON p.id = s.person WHERE s.wins AND s.gone = 1 AND p.active AND NOT p.is_lead"),
            await Ask($"SELECT s.line FROM {Rows} s JOIN people p ON p.id = s.person WHERE s.wins AND s.gone = 1 AND p.active AND p.is_lead"));
        return rows.ConvertAll(row => fates.Of(row));
    }

    /// <summary>The names on the lines that a report shows.</summary>
    public static async Task<ImportResult> NamedAsync(ImportResult result, PeopleStaging staging, CancellationToken ct)
    {
        var lines = result.Remarks.SelectMany(remark => remark.Lines).Concat(result.NotHere.Select(row => row.Line)).Distinct().ToList();
        var names = lines.Count == 0 ? []
            : await staging.QueryAsync($"SELECT line, name FROM {Rows} WHERE line IN ({string.Join(',', lines)})", row => (Line: row.GetInt32(0), Name: row.GetString(1)), ct);
        return result with { Names = names.ToDictionary(row => row.Line, row => row.Name) };
    }

    private ImportedRow Of(in PersonRow row)
    {
        if (row.Codes.Refuse())
        {
            return new ImportedRow(row.Line, RowOutcome.Rejected, row.Codes);
        }

        if (row.IsNotHere)
        {
            return new ImportedRow(
                row.Line, _leaving.Contains(row.Line) ? RowOutcome.Leaves : RowOutcome.LeftOut, row.Codes | (_leads.Contains(row.Line) ? ImportCodes.LeadStays : ImportCodes.None));
        }

        var codes = (row.Codes & ~ImportCodes.DuplicateMerged) | (_withoutZeros.Contains(row.Line) ? ImportCodes.NumberWithoutZeros : ImportCodes.None);
        if (_clashes.Contains(row.Line))
        {
            return new ImportedRow(row.Line, RowOutcome.Rejected, codes | ImportCodes.EmailOfOtherPerson);
        }

        var again = _met[row.Identity];
        _met[row.Identity] = true;
        var fate = again ? RowOutcome.Repeated
            : !_known[row.Identity] ? RowOutcome.Created
            : _differs[row.Identity] ? RowOutcome.Merged
            : RowOutcome.Same;
        return new ImportedRow(row.Line, fate, again ? codes | ImportCodes.DuplicateMerged : codes);
    }

    private static BitArray Bits(int count, List<int> set)
    {
        var bits = new BitArray(count);
        set.ForEach(i => bits[i] = true);
        return bits;
    }
}
