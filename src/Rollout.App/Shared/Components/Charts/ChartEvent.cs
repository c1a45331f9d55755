namespace Rollout.App.Shared.Components.Charts;

/// <summary>How a mark on the base line of a chart is drawn.</summary>
public enum ChartEventShape
{
    Tick,
    TallTick,
    Triangle,
    DoubleTick,
}

/// <summary>A moment at which something was done.</summary>
/// <param name="X">On the scale of the points.</param>
public sealed record ChartEvent(double X, ChartEventShape Shape = ChartEventShape.Tick)
{
    /// <summary>The rest of a path that begins on the base line.</summary>
    public string Path => Shape switch { ChartEventShape.TallTick => "v-13", ChartEventShape.Triangle => "l-3.5 -7h7z", ChartEventShape.DoubleTick => "v-5m3 5v-5", _ => "v-7" };
}
