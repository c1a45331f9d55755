using NodaTime;

namespace Rollout.Domain.Participation;

/// <summary>The figures of participation. They are never added up: each has its own window.</summary>
public enum Figure
{
    /// <summary>Opened the platform.</summary>
    Visited,

    /// <summary>The profile is complete by the rollout's own definition.</summary>
    ProfileComplete,

    /// <summary>Reacted to something of a colleague.</summary>
    Reacted,

    /// <summary>Wrote something that colleagues can see.</summary>
    Posted,

    /// <summary>Did anything at all, recently.</summary>
    Active,
}

/// <summary>The windows of the figures.</summary>
public static class FigureWindow
{
    /// <summary>How many days back a figure looks, the day itself included; null for the figure that looks back without end.</summary>
    public static int? Days(this Figure figure) => figure switch
    {
        Figure.Visited => Activity.KeptDays, // older evidence is deleted, so more cannot be said
        Figure.Reacted or Figure.Posted => 30,
        Figure.Active => 7,
        _ => null,
    };

    /// <summary>The first day that counts for a figure of <paramref name="day"/>.</summary>
    public static LocalDate Since(this Figure figure, LocalDate day) => figure.Days() is { } days ? day.PlusDays(1 - days) : LocalDate.MinIsoValue;
}
