using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// The code of an ambassador's link: their given name and four signs of chance, "SANNE-7K3M". It can be read, said and typed on any keyboard: the
/// signs of chance leave out what looks or sounds like another (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B), and case and dash do not matter.
/// </summary>
/// <remarks>
/// Four signs of 23 are 280,000 codes for each name, so that typing names does not find links in bulk. A found link still gives nothing away but the
/// ambassador's name, and no credit without the colleague's own facts.
/// </remarks>
public static class AmbassadorCode
{
    /// <summary>The most characters a code has.</summary>
    public const int Length = NameLength + 1 + ChanceLength;

    private const string Signs = "3479ACDEFHJKMNPQRTUVWXY";
    private const int ChanceLength = 4;
    private const int NameLength = 10;

    /// <summary>A new code for someone. Chance makes it rare, not unique: the database says whether it is taken.</summary>
    public static string Create(string givenName) => Create(givenName, RandomNumberGenerator.GetString(Signs, ChanceLength));

    /// <summary>The code for someone with signs drawn elsewhere; a made-up company draws the same ones every time.</summary>
    /// <param name="givenName">"Sanne".</param>
    /// <param name="chance">Four signs.</param>
    public static string Create(string givenName, string chance)
    {
        // A given name of two words is said by its first; one without a Latin letter leaves chance to say it all.
        var name = new string([.. Latin(givenName.Split(' ', '-')[0]).Take(NameLength)]);
        return $"{(name.Length > 0 ? name : RandomNumberGenerator.GetString(Signs, ChanceLength))}-{chance}";
    }

    /// <summary>A code as someone typed it, in the form it is stored in; null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        var kept = Latin(typed ?? "");
        return kept.Length is > ChanceLength and < Length ? $"{kept[..^ChanceLength]}-{kept[^ChanceLength..]}" : null;
    }

    private static string Latin(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in text.ToUpperInvariant().Normalize(NormalizationForm.FormD))
        {
            kept.Append(character switch
            {
                (>= 'A' and <= 'Z') or (>= '0' and <= '9') => character.ToString(CultureInfo.InvariantCulture),
                'Æ' => "AE",
                'Œ' => "OE",
                'Ø' => "O",
                'Ł' => "L",
                'Đ' or 'Ð' => "D",
                'ß' or 'ẞ' => "SS",
                _ => "",
            });
        }

        return kept.ToString();
    }
}
