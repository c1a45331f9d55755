using System.Text;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Finds columns by their names in Dutch, French and English files, ignoring case, order, accents and hyphens.</summary>
/// <typeparam name="TColumn">The meanings of the columns.</typeparam>
public sealed class HeaderAliases<TColumn>
    where TColumn : struct, Enum
{
    private readonly Dictionary<string, TColumn> _columns = new(StringComparer.Ordinal);

    /// <summary>Adds the names of one column, separated by commas.</summary>
    public HeaderAliases<TColumn> Add(TColumn column, string names)
    {
        foreach (var name in names.Split(','))
        {
            _columns.Add(Letters(name), column);
        }

        return this;
    }

    /// <summary>
    /// The position of each known column. Of two columns with the same meaning the first is used; the other is listed in <paramref name="ignored"/> with the
    /// unknown ones.
    /// </summary>
    public Dictionary<TColumn, int> Find(IReadOnlyList<string> header, out IReadOnlyList<string> ignored)
    {
        var found = new Dictionary<TColumn, int>();
        var left = new List<string>();
        for (var i = 0; i < header.Count; i++)
        {
            if (!(_columns.TryGetValue(Letters(header[i]), out var column) && found.TryAdd(column, i)) && header[i].Length > 0)
            {
                left.Add(header[i]);
            }
        }

        ignored = left;
        return found;
    }

    /// <summary>Only letters and digits, without accents, in lower case: <c>E-mailadres</c> becomes <c>emailadres</c>.</summary>
    private static string Letters(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c) || c == '°')
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        return letters.ToString();
    }
}
