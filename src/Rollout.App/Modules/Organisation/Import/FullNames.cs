using System.Globalization;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>The parts of a name.</summary>
public readonly record struct NameParts(string Given, string Infix, string Family);

/// <summary>
/// Takes a whole name in one cell apart. A comma or capitals say themselves which part is the family name ("Berg, Jan van den", "VAN DEN BERGHE Jan"); else the
/// column says whether it comes first.
/// </summary>
internal static class FullNames
{
    /// <param name="name">The cleaned name.</param>
    /// <param name="familyFirst">Whether the column says that family names stand first.</param>
    /// <param name="country">The two letters of the branch's country: in the Netherlands "van den" is kept apart, in Belgium it is part of the family name.</param>
    public static NameParts Split(string name, bool familyFirst, string country)
    {
        var comma = name.IndexOf(',', StringComparison.Ordinal);
        if (comma > 0 && comma < name.Length - 1)
        {
            return WithParticlesBehind(name[(comma + 1)..].Trim(), name[..comma].Trim());
        }

        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
        {
            return new NameParts(name, "", "");
        }

        var capitals = LeadingCapitals(words);
        return capitals > 0 && capitals < words.Length ? Capitalised(words[..capitals], words[capitals..], country)
            : familyFirst ? FamilyFirst(words, capitals == words.Length, country)
            : new NameParts(words[0], "", string.Join(' ', words[1..]));
    }

    /// <summary>"Berg, Jan van den": words in lower case after the given name belong before the family name.</summary>
    private static NameParts WithParticlesBehind(string given, string family)
    {
        var words = given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var names = words.Length;
        while (names > 1 && PersonNames.IsParticle(words[names - 1]) && char.IsLower(words[names - 1][0]) && !PersonNames.IsParticle(family))
        {
            names--;
        }

        return new NameParts(string.Join(' ', words[..names]), string.Join(' ', words[names..]), family);
    }

    /// <summary>Without capitals to go by: "van den" and the like, and one word.</summary>
    private static NameParts FamilyFirst(string[] words, bool allCapitals, string country)
    {
        var family = 0;
        while (family < words.Length - 2 && PersonNames.IsParticle(words[family]))
        {
            family++;
        }

        family++;
        return allCapitals
            ? Capitalised(words[..family], Array.ConvertAll(words[family..], Titled), country)
            : Parts(words[..family], words[family..], country);
    }

    /// <summary>Capitals only marked the family name, so they go: "VAN DEN BERGHE" becomes "Van den Berghe".</summary>
    private static NameParts Capitalised(string[] family, string[] given, string country) =>
        Parts([.. family.Select((word, i) => i > 0 && i < family.Length - 1 && PersonNames.IsParticle(word) ? word.ToLowerInvariant() : Titled(word))], given, country);

    private static NameParts Parts(string[] family, string[] given, string country)
    {
        var particles = country == "NL" ? family.TakeWhile((word, i) => i < family.Length - 1 && PersonNames.IsParticle(word)).Count() : 0;
        return new NameParts(string.Join(' ', given), string.Join(' ', family[..particles]).ToLowerInvariant(), string.Join(' ', family[particles..]));
    }

    /// <summary>How many words at the beginning are in capitals, a single letter not counting as such.</summary>
    private static int LeadingCapitals(string[] words)
    {
        var count = 0;
        while (count < words.Length && words[count].Any(char.IsLetter) && !words[count].Any(char.IsLower))
        {
            count++;
        }

        while (count > 0 && count < words.Length && words[count - 1].Count(char.IsLetter) == 1)
        {
            count--;
        }

        return count;
    }

    // Every part of "D'HONDT" and "PEETERS-MAES" keeps its capital.
    private static string Titled(string word) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(word.ToLowerInvariant()) is var title && word.IndexOfAny(['\'', '’']) is var mark and >= 0 && mark < word.Length - 1
        ? title[..(mark + 1)] + char.ToUpperInvariant(title[mark + 1]) + title[(mark + 2)..]
        : title;
}
