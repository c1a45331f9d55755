using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>That deletion ran on a day, and how much it deleted: people can see that it does.</summary>
public sealed class RetentionRun
{
    private RetentionRun()
    {
    }

    public LocalDate Day { get; private init; }

    /// <summary>When it ran last on that day.</summary>
    public Instant RanAt { get; private set; }

    /// <summary>How many rows about people were deleted on that day.</summary>
    public int Deleted { get; private set; }

    public int Version { get; private set; }

    public static RetentionRun Of(LocalDate day) => new() { Day = day };

    public void Ran(int deleted, Instant now) => (RanAt, Deleted) = (now, Deleted + deleted);
}
