using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>
/// Facts that need the whole file, found by reading it once in advance: which addresses are shared mailboxes, and whether dates are written with the month
/// first.
/// </summary>
internal sealed class PeopleSurvey
{
    /// <summary>The number of people with different numbers and names from which an address is a shared mailbox.</summary>
    public const int ManyPeople = 3;

    private readonly Dictionary<string, Holder> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Holder>> _several = new(StringComparer.Ordinal);

    /// <summary>The shared mailboxes of the file, in lower case.</summary>
    public HashSet<string> SharedEmails { get; } = new(StringComparer.Ordinal);

    /// <summary>Addresses of two people of the file; a third person in the database makes them shared.</summary>
    public IReadOnlyDictionary<string, List<Holder>> EmailsOfTwo => _several;

    public DateOrder Since { get; } = new();

    public DateOrder Until { get; } = new();

    public static PeopleSurvey Of(IEnumerable<FileRow> rows, PeopleColumns columns)
    {
        var survey = new PeopleSurvey();
        var readsDates = columns.Has(PeopleColumn.Since) || columns.Has(PeopleColumn.Until);
        var readsEmails = columns.Has(PeopleColumn.Number) && columns.Has(PeopleColumn.Email);
        foreach (var row in readsDates || readsEmails ? rows : [])
        {
            if (row.Codes.Refuse())
            {
                continue;
            }

            survey.Since.Add(columns.Cell(row, PeopleColumn.Since).OrNothing());
            survey.Until.Add(columns.Cell(row, PeopleColumn.Until).OrNothing());
            if (readsEmails)
            {
                survey.AddHolder(row, columns);
            }
        }

        survey._holders.Clear();
        return survey;
    }

    private void AddHolder(in FileRow row, PeopleColumns columns)
    {
        var ignored = ImportCodes.None;
        var number = CellValues.Number(columns.Cell(row, PeopleColumn.Number));
        if (number.Length == 0 || CellValues.Email(columns.Cell(row, PeopleColumn.Email), ref ignored) is not { } email)
        {
            return;
        }

        var holder = Holder.Of(TextNormalizer.WithoutZeros(TextNormalizer.Normalize(number)), NameOf(row, columns));
        if (!_holders.TryAdd(email, holder) && !SharedEmails.Contains(email))
        {
            AddAnother(email, holder);
        }
    }

    private void AddAnother(string email, Holder holder)
    {
        var first = _holders[email];
        var holders = _several.GetValueOrDefault(email) ?? [first];
        if (!holders.TrueForAll(holder.IsAnother))
        {
            return;
        }

        holders.Add(holder);
        _several[email] = holders;
        if (holders.Count >= ManyPeople)
        {
            SharedEmails.Add(email);
            _several.Remove(email);
        }
    }

    private static string NameOf(in FileRow row, PeopleColumns columns) => TextNormalizer.Fold(string.Join(
        ' ',
        columns.Cell(row, PeopleColumn.GivenName).Text, columns.Cell(row, PeopleColumn.Infix).OrNothing(), columns.Cell(row, PeopleColumn.FamilyName).Text,
        columns.Cell(row, PeopleColumn.FullName).Text, columns.Cell(row, PeopleColumn.FamilyNameFirst).Text));

    /// <summary>A person with an address, as hashes of the bare number and the folded name to save memory.</summary>
    internal readonly record struct Holder(int Number, int Name)
    {
        public static Holder Of(string bareNumber, string foldedName) => new(StringComparer.Ordinal.GetHashCode(bareNumber), StringComparer.Ordinal.GetHashCode(foldedName));

        /// <summary>Another number and another name.</summary>
        public bool IsAnother(Holder other) => Number != other.Number && Name != other.Name;
    }
}
