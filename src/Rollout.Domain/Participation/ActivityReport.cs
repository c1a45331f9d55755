using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>The figures that a report can say something about.</summary>
[Flags]
public enum ReportSays
{
    Nothing = 0,
    Visited = 1,
    Reacted = 2,
    Posted = 4,
    Active = 8,

    /// <summary>Whose profile is complete. It is kept with all other evidence of that, not with the report.</summary>
    Profiles = 16,
}

/// <summary>A report of a platform that was taken over: what people had done by a day, and over which period before it.</summary>
public sealed class ActivityReport
{
    /// <summary>The most characters of the name of a source.</summary>
    public const int SourceLength = 40;

    /// <summary>The most characters of a file's name that are kept.</summary>
    public const int FileLength = 200;

    private ActivityReport()
    {
    }

    public ActivityReportId Id { get; private init; }

    /// <summary>The platform or product the report is of, such as "viva-engage".</summary>
    public string Source { get; private init; } = "";

    /// <summary>The day up to which the report says what happened.</summary>
    public LocalDate Day { get; private init; }

    /// <summary>The number of days, <see cref="Day"/> included, over which reactions and posts are counted.</summary>
    public int Period { get; private init; }

    /// <summary>The first day of the period.</summary>
    public LocalDate Since { get; private init; }

    /// <summary>What its columns can say.</summary>
    public ReportSays Says { get; private set; }

    /// <summary>The file it came in last.</summary>
    public string File { get; private set; } = "";

    public Instant TakenAt { get; private set; }

    /// <summary>Accounts that belong to a known person.</summary>
    public int Matched { get; private set; }

    /// <summary>Accounts that belong to nobody known.</summary>
    public int Unmatched { get; private set; }

    /// <summary>Rows without a name.</summary>
    public int NoName { get; private set; }

    /// <summary>Guests and bots.</summary>
    public int LeftOut { get; private set; }

    public int Version { get; private set; }

    public static ActivityReport Of(string source, LocalDate day, int period) =>
        new() { Id = ActivityReportId.New(), Source = source, Day = day, Period = period, Since = day.PlusDays(1 - period) };

    /// <summary>
    /// Whether the reports of one source, taken together, can say the figure of <paramref name="on"/>. Where they cannot, the figure is not shown: a number that is too
    /// low is worse than none.
    /// </summary>
    public static bool CanSay(Figure figure, LocalDate on, IReadOnlyCollection<ActivityReport> reports) => figure switch
    {
        Figure.ProfileComplete => true,
        Figure.Visited => reports.Any(r => r.Day == on && r.Says.HasFlag(ReportSays.Visited)),
        Figure.Active => reports.Any(r => r.Day == on && r.Says.HasFlag(ReportSays.Active) && r.Period > 1) || Covers(figure, on, reports, ReportSays.Active),
        Figure.Reacted => Covers(figure, on, reports, ReportSays.Reacted),
        _ => Covers(figure, on, reports, ReportSays.Posted),
    };

    /// <summary>Whether periods within the window leave at most one day in ten, and at least two days, unsaid.</summary>
    private static bool Covers(Figure figure, LocalDate on, IReadOnlyCollection<ActivityReport> reports, ReportSays says)
    {
        var since = figure.Since(on);
        var said = reports.Where(r => r.Says.HasFlag(says) && r.Since >= since && r.Day <= on).SelectMany(r => Enumerable.Range(0, r.Period).Select(r.Since.PlusDays)).Distinct().Count();
        var days = figure.Days()!.Value;
        return said >= days - Math.Max(2, days / 10);
    }

    /// <summary>Records that its file was taken over, for the first time or again.</summary>
    public void Take(ReportSays says, string file, Instant now) =>
        (Says, File, TakenAt) = (says, file.Length <= FileLength ? file : file[..FileLength], now);

    /// <summary>Stores how many rows there were of each kind, over all reports of the file.</summary>
    public void Count(int matched, int unmatched, int noName, int leftOut) => (Matched, Unmatched, NoName, LeftOut) = (matched, unmatched, noName, leftOut);
}

public readonly record struct ActivityReportId(Guid Value)
{
    public static ActivityReportId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
