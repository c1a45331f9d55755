using System.Globalization;
using System.Text;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Branches;

/// <summary>The three-letter code of a branch, abbreviated as stations are on a timetable: Gent is GNT.</summary>
public static class BranchCode
{
    private const int Letters = 26;

    /// <summary>
    /// Proposes three letters for <paramref name="name"/> that are not in <paramref name="taken"/>: its first letter and consonants if possible, otherwise its
    /// first letter and any others of it, otherwise the first free code.
    /// </summary>
    /// <exception cref="InvalidOperationException">All 17,576 codes are taken.</exception>
    public static string Propose(string name, IReadOnlySet<string> taken) =>
        Candidates(LettersOf(name)).FirstOrDefault(code => !taken.Contains(code))
        ?? throw new InvalidOperationException("Every code of three letters is taken.");

    private static IEnumerable<string> Candidates(string letters)
    {
        var first = letters.Length > 0 ? letters[0] : 'X';
        var rest = letters.Length > 0 ? letters[1..] : "";
        var consonants = string.Concat(rest.Where(letter => !"AEIOU".Contains(letter, StringComparison.Ordinal)));
        return Pairs(consonants).Concat(Pairs(rest)).Select(pair => first + pair)
            .Concat(AllFrom(first))
            .Concat(Enumerable.Range(0, Letters).SelectMany(i => AllFrom((char)('A' + i))));
    }

    private static IEnumerable<string> Pairs(string letters)
    {
        for (var i = 0; i < letters.Length; i++)
        {
            for (var j = i + 1; j < letters.Length; j++)
            {
                yield return $"{letters[i]}{letters[j]}";
            }
        }
    }

    private static IEnumerable<string> AllFrom(char first) =>
        Enumerable.Range(0, Letters * Letters).Select(n => $"{first}{(char)('A' + (n / Letters))}{(char)('A' + (n % Letters))}");

    private static string LettersOf(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var character in TextNormalizer.In(NormalizationForm.FormD, name))
        {
            var upper = char.ToUpper(character, CultureInfo.InvariantCulture);
            if (char.IsAsciiLetterUpper(upper))
            {
                letters.Append(upper);
            }
        }

        return letters.ToString();
    }
}
