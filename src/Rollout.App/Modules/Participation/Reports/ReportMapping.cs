using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The meanings the lead gave to the columns of a report, remembered for the next file with the same header. A change adds a version; the newest counts.</summary>
/// <param name="Header">The hash of the header, see <see cref="KeyOf"/>.</param>
/// <param name="Number">The version, from 1.</param>
/// <param name="Source">The name of the platform, in the lead's words.</param>
/// <param name="Meanings">For each column its <see cref="ReportColumn"/>, or empty; separated by commas.</param>
/// <param name="Period">The days that counts are over, unless the file says so.</param>
public sealed record ReportMapping(string Header, int Number, string Source, string Meanings, int Period, Instant SaidAt)
{
    /// <summary>The hexadecimal digits of a SHA-256.</summary>
    public const int HeaderLength = 64;

    /// <summary>The meaning of each column.</summary>
    public IReadOnlyList<ReportColumn?> Columns() =>
        [.. Meanings.Split(',').Select(m => Enum.TryParse<ReportColumn>(m, out var meaning) ? meaning : (ReportColumn?)null)];

    /// <summary>Headers are the same when their columns have the same letters and digits in the same order.</summary>
    public static string KeyOf(IEnumerable<string> header) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', header.Select(HeaderAliases<ReportColumn>.Letters)))));
}

/// <summary>
/// A file that waits until the lead says of which day it is or what its columns mean, or of which the lead only reads why it was refused. Deleted once it is taken over, and after some days.
/// </summary>
/// <param name="Content">The file, compressed by gzip; empty when no answer would make it readable.</param>
/// <param name="Refusal">Why it could not be taken over.</param>
public sealed record HeldReport(Guid Id, string File, byte[] Content, string Refusal, Instant HeldAt)
{
    /// <summary>How long it waits: a report is made every day, and an old one is worth little.</summary>
    public static readonly Duration RetentionPeriod = Duration.FromDays(7);

    /// <summary>Larger files are not held, compressed.</summary>
    public const int LargestContent = 16 * 1024 * 1024;
}
