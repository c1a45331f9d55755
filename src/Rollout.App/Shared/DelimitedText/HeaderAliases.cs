using System.Text;
using System.Text.RegularExpressions;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Finds columns by their names in Dutch, French and English files, ignoring case, order, accents and hyphens.</summary>
/// <typeparam name="TColumn">The meanings of the columns.</typeparam>
public sealed partial class HeaderAliases<TColumn>
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

    /// <summary>What a column with this name means; null when it is not known.</summary>
    public TColumn? Find(string name) => _columns.TryGetValue(Letters(name), out var column) ? column : null;

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

    /// <summary>
    /// Only the letters and digits, without accents, in lower case: <c>E-mailadres</c> is <c>emailadres</c>. Words in square brackets, such as
    /// <c>[Required]</c>, do not count.
    /// </summary>
    internal static string Letters(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in TextNormalizer.In(NormalizationForm.FormD, Bracketed().Replace(name, "")))
        {
            if (char.IsLetterOrDigit(c) || c is '°' or '#')
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        return letters.ToString();
    }

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Bracketed();
}
