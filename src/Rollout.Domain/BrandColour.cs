using System.Globalization;

namespace Rollout.Domain;

/// <summary>Warnings about a brand colour. Any colour can be used: pages darken or lighten it until it is readable.</summary>
public static class BrandColour
{
    private const double ReadableOnWhite = 7;

    // Hues (degrees in OKLCH) of the status colours: blocked, act soon, met.
    private static readonly (BrandWarning Concern, double Hue)[] StatusHues =
        [(BrandWarning.LikeBlocked, 27), (BrandWarning.LikeCaution, 90), (BrandWarning.LikeMet, 157)];

    /// <param name="brand">A colour as #rrggbb.</param>
    public static IReadOnlyList<BrandWarning> ConcernsOf(string brand)
    {
        var (red, green, blue) = (Linear(brand, 1), Linear(brand, 3), Linear(brand, 5));
        var concerns = new List<BrandWarning>();
        if (ContrastWithWhite(red, green, blue) < ReadableOnWhite)
        {
            concerns.Add(BrandWarning.TooLight);
        }

        var (chroma, hue) = ChromaAndHue(red, green, blue);
        concerns.AddRange(StatusHues.Where(status => chroma > .06 && Apart(hue, status.Hue) < 20).Select(status => status.Concern));
        return concerns;
    }

    // WCAG 2.2, relative luminance and contrast ratio.
    private static double ContrastWithWhite(double red, double green, double blue) => 1.05 / ((.2126 * red) + (.7152 * green) + (.0722 * blue) + .05);

    private static double Linear(string brand, int at)
    {
        var channel = int.Parse(brand.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return channel <= .04045 ? channel / 12.92 : Math.Pow((channel + .055) / 1.055, 2.4);
    }

    // CSS Color 4, the conversion from linear sRGB to OKLab.
    private static (double Chroma, double Hue) ChromaAndHue(double red, double green, double blue)
    {
        var l = Math.Cbrt((.4122214708 * red) + (.5363325363 * green) + (.0514459929 * blue));
        var m = Math.Cbrt((.2119034982 * red) + (.6806995451 * green) + (.1073969566 * blue));
        var s = Math.Cbrt((.0883024619 * red) + (.2817188376 * green) + (.6299787005 * blue));
        var a = (1.9779984951 * l) - (2.4285922050 * m) + (.4505937099 * s);
        var b = (.0259040371 * l) + (.7827717662 * m) - (.8086757660 * s);
        return (Math.Sqrt((a * a) + (b * b)), ((Math.Atan2(b, a) * 180 / Math.PI) + 360) % 360);
    }

    private static double Apart(double one, double other) => Math.Min(Math.Abs(one - other), 360 - Math.Abs(one - other));
}

/// <summary>Why a brand colour deserves a second look.</summary>
public enum BrandWarning
{
    /// <summary>White text on it would be hard to read, so light pages show it darker.</summary>
    TooLight,

    /// <summary>It is close to the red of "blocked".</summary>
    LikeBlocked,

    /// <summary>It is close to the yellow of "act soon".</summary>
    LikeCaution,

    /// <summary>It is close to the green of "met".</summary>
    LikeMet,
}
