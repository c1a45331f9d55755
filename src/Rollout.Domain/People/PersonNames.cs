using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.People;

/// <summary>Puts the parts of a person's name together for display and for sorting.</summary>
public static class PersonNames
{
    /// <summary>The most characters kept of a whole name that is folded or a sort key; no two people differ only after so many.</summary>
    public const int LongestFolded = (2 * Person.NameLength) + Person.InfixLength + 2;

    // Sorts before every character that a folded word can have, so that Berg comes before Berg-Maas whatever the given names.
    private const char BetweenParts = '\t';

    private static readonly HashSet<string> Particles =
    [
        "aan", "al", "bij", "d", "da", "de", "del", "den", "der", "des", "di", "dos", "du", "el", "het", "in", "la", "le", "onder", "op", "over", "s", "t", "te",
        "ten", "ter", "uit", "uijt", "van", "vanden", "vande", "vom", "von", "voor", "zu", "zum", "zur",
    ];

    /// <summary>The parts of a name in display order.</summary>
    public static string Full(string givenName, string infix, string familyName) =>
        string.Join(' ', new[] { givenName, infix, familyName }.Where(part => part.Length > 0));

    /// <summary>The whole name as it is compared: see <see cref="TextNormalizer.Fold"/>.</summary>
    public static string Folded(string name) => TextNormalizer.Cut(TextNormalizer.Fold(name), LongestFolded); // folding makes two letters of some

    /// <summary>
    /// What names are sorted by, to be compared byte by byte. In the Netherlands Jan van den Berg is sorted under B, in Belgium under V; in France
    /// Charles de Gaulle is sorted under G and Marie Du Bellay under D.
    /// </summary>
    /// <param name="country">The two letters of the country of the person's branch.</param>
    public static string SortKey(string givenName, string infix, string familyName, string country)
    {
        var family = $"{infix} {familyName}".Trim();
        (family, givenName) = family.Length > 0 ? (family, givenName) : (givenName, ""); // people with one name are sorted by it
        var skipped = country switch
        {
            "NL" => LeadingParticles(TextNormalizer.Fold(family)),
            "FR" when family.TrimStart() is var name && (name.StartsWith("de ", StringComparison.Ordinal) || name.StartsWith("d'", StringComparison.Ordinal) || name.StartsWith("d’", StringComparison.Ordinal)) =>
                name[1] == 'e' ? 3 : 1,
            _ => 0,
        };
        var words = TextNormalizer.Fold(family);
        return TextNormalizer.Cut(string.Join(BetweenParts, words[skipped..], TextNormalizer.Fold(givenName), words[..skipped].TrimEnd()), LongestFolded);
    }

    /// <summary>Whether the word is a prefix of a family name: "van", "de", "'t".</summary>
    public static bool IsParticle(string word) => Particles.Contains(TextNormalizer.Fold(word));

    /// <summary>How many characters of a folded name are "van den " and the like; the last word never is.</summary>
    private static int LeadingParticles(string words)
    {
        var length = 0;
        for (var end = words.IndexOf(' ', StringComparison.Ordinal); end > 0 && Particles.Contains(words[length..end]); end = words.IndexOf(' ', length))
        {
            length = end + 1;
        }

        return length;
    }
}
