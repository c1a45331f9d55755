using System.Globalization;

namespace Rollout.Notifications.Mail;

/// <summary>Chooses a text colour that is readable on any brand colour.</summary>
internal static class ReadableTextColour
{
    /// <summary>White or near black: whichever contrasts more (WCAG 2.2, relative luminance).</summary>
    public static string On(string colour)
    {
        var light = (0.2126 * Channel(colour, 1)) + (0.7152 * Channel(colour, 3)) + (0.0722 * Channel(colour, 5));
        return light > 0.179 ? "#12141b" : "#ffffff";
    }

    private static double Channel(string colour, int at)
    {
        var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
