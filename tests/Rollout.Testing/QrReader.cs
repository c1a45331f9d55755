using System.Globalization;
using System.Text.RegularExpressions;
using ZXing.Common;
using ZXing.QrCode.Internal;

namespace Rollout.Testing;

/// <summary>Reads the QR codes on a page, as a phone's camera would: what is drawn is decoded, not what was meant.</summary>
public static partial class QrReader
{
    /// <summary>The address in each QR code of a page.</summary>
    public static IReadOnlyList<Uri> AddressesIn(string html) => [.. Codes().Matches(html).Select(code => new Uri(Decode(int.Parse(code.Groups["size"].Value, CultureInfo.InvariantCulture), code.Groups["path"].Value)))];

    private static string Decode(int size, string path)
    {
        var modules = new BitMatrix(size);
        foreach (Match run in Runs().Matches(path))
        {
            int Number(string name) => int.Parse(run.Groups[name].Value, CultureInfo.InvariantCulture);
            modules.setRegion(Number("x"), Number("y"), Number("length"), 1);
        }

        return new Decoder().decode(modules, null)?.Text ?? throw new InvalidOperationException("A QR code on the page cannot be read.");
    }

    [GeneratedRegex("""<div class="qr"><svg viewBox="0 0 (?<size>\d+) \d+"[^>]*>\s*<path d="(?<path>[^"]+)""")]
    private static partial Regex Codes();

    [GeneratedRegex(@"M(?<x>\d+) (?<y>\d+)h(?<length>\d+)v1h-\d+z")]
    private static partial Regex Runs();
}
