using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Participation;

/// <summary>Whether a figure is a target or was published.</summary>
public enum PublishedAs
{
    /// <summary>To be reached by its day.</summary>
    Target,

    /// <summary>Published for its day, by anyone.</summary>
    History,
}

/// <summary>
/// A figure that was published or promised somewhere else, shown beside what the reports say. Several of one figure may contradict each other: each is shown with its own difference.
/// </summary>
public sealed class PublishedFigure
{
    /// <summary>The maximum length of <see cref="Said"/> in characters.</summary>
    public const int SaidLength = 120;

    private const int MostPeople = 10_000_000;

    private PublishedFigure()
    {
    }

    public PublishedFigureId Id { get; private init; }

    public Figure Figure { get; private init; }

    public PublishedAs Kind { get; private init; }

    /// <summary>The day by which it is to be reached, or for which it was published.</summary>
    public LocalDate Day { get; private init; }

    /// <summary>In per cent; null where a number of people was published.</summary>
    public int? Percent { get; private init; }

    /// <summary>A number of people; null where only a percentage was published.</summary>
    public int? Count { get; private init; }

    /// <summary>Of how many; null where it was not published.</summary>
    public int? OutOf { get; private init; }

    /// <summary>Where it was published, or by whom.</summary>
    public string Said { get; private init; } = "";

    /// <summary>The share from 0 to 1 that it comes to; null for a number of an unknown whole.</summary>
    public double? Share => Percent is { } percent ? percent / 100.0 : OutOf is { } all && Count is { } count ? (double)count / all : null;

    /// <exception cref="BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public static PublishedFigure Of(Figure figure, PublishedAs kind, LocalDate? day, int? percent, int? count, int? outOf, string said)
    {
        RuleSet.EnsureAll(
            () => ParticipationRules.PublishedHasADay.Ensure(day is not null),
            () => ParticipationRules.PublishedIsAFigure.Ensure(
                (percent is null) != (count is null) && percent is null or (>= 0 and <= 100) && count is null or (>= 0 and <= MostPeople)
                && (outOf is null || (outOf is >= 1 and <= MostPeople && !(count > outOf)))),
            () => ParticipationRules.PublishedWasSaid.Ensure(said.Trim().Length is >= 1 and <= SaidLength, SaidLength));
        return new PublishedFigure { Id = PublishedFigureId.New(), Figure = figure, Kind = kind, Day = day!.Value, Percent = percent, Count = count, OutOf = outOf, Said = said.Trim() };
    }

    /// <summary>By how many points what the reports say differs from it; null where it cannot be compared.</summary>
    public int? PointsOff(GroupShare? now) => now is { } known && Share is { } share ? (int)Math.Round((100 * known.Value) - (100 * share), MidpointRounding.AwayFromZero) : null;
}

public readonly record struct PublishedFigureId(Guid Value)
{
    public static PublishedFigureId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
