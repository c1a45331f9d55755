using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>What became of asking Microsoft Graph for the report of a day.</summary>
public sealed class GraphFetch
{
    /// <summary>The most characters of a problem that are kept.</summary>
    public const int ProblemLength = 200;

    public const int ReportLength = 40;

    private GraphFetch()
    {
    }

    /// <summary>The source of the report, such as viva-engage.</summary>
    public string Report { get; private init; } = "";

    /// <summary>The day the report is of.</summary>
    public LocalDate Day { get; private init; }

    public Instant TriedAt { get; private set; }

    /// <summary>Whether its report was taken over.</summary>
    public bool Taken { get; private set; }

    /// <summary>Why not: a code of Rollout's own, or the answer of Graph. Null while the day is only not there yet.</summary>
    public string? Problem { get; private set; }

    public int Version { get; private set; }

    public static GraphFetch Of(string report, LocalDate day) => new() { Report = report, Day = day };

    public void Succeed(Instant now) => (TriedAt, Taken, Problem) = (now, true, null);

    public void Fail(string? problem, Instant now) => (TriedAt, Problem) = (now, problem is { Length: > ProblemLength } ? problem[..ProblemLength] : problem);
}
