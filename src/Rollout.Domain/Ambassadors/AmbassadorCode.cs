using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// The code in an ambassador's link: their given name and four random characters, such as "SANNE-7K3M". It can be read aloud and typed on any keyboard: the
/// alphabet leaves out characters that look or sound alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B), and case and dash do not matter.
/// </summary>
/// <remarks>
/// Four characters out of 23 give 280,000 codes per name, so guessing by name does not find links in bulk. A guessed link reveals only the ambassador's name,
/// and gives no credit without the colleague's own details.
/// </remarks>
public static class AmbassadorCode
{
    /// <summary>The maximum length of a code.</summary>
    public const int Length = NameLength + 1 + ChanceLength;

    private const string Signs = "3479ACDEFHJKMNPQRTUVWXY";
    private const int ChanceLength = 4;
    private const int NameLength = 10;

    /// <summary>Creates a code. It is unlikely to be taken, but only the unique index in the database guarantees that.</summary>
    public static string Create(string givenName) => Create(givenName, RandomNumberGenerator.GetString(Signs, ChanceLength));

    /// <summary>Creates a code with random characters chosen by the caller; the demo company uses this to be the same every time.</summary>
    /// <param name="chance">Four characters.</param>
    public static string Create(string givenName, string chance)
    {
        // Only the first word of a given name is used; a name without Latin letters leaves just the random part.
        var name = new string([.. Latin(givenName.Split(' ', '-')[0]).Take(NameLength)]);
        return $"{(name.Length > 0 ? name : RandomNumberGenerator.GetString(Signs, ChanceLength))}-{chance}";
    }

    /// <summary>Normalizes a code as someone typed it; null when it cannot be a code.</summary>
    public static string? Read(string? typed)
    {
        var kept = Latin(typed ?? "");
        return kept.Length is > ChanceLength and < Length ? $"{kept[..^ChanceLength]}-{kept[^ChanceLength..]}" : null;
    }

    private static string Latin(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var character in TextNormalizer.In(NormalizationForm.FormD, text.ToUpperInvariant()))
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
