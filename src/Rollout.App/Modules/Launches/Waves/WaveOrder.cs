using Rollout.App.Shared.Localization;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>The order of the list of waves.</summary>
public enum WaveOrder
{
    /// <summary>What is to come first, then what went live, the newest first.</summary>
    Moment,
    Name,
    Branches,

    /// <summary>The wave with the most branches without a go first: where something can be done.</summary>
    Open,
}

/// <summary>Waves in order, and how far each is in words: for the page and its file.</summary>
internal static class WaveOrders
{
    public static IEnumerable<WaveSummary> In(this IReadOnlyList<WaveSummary> waves, WaveOrder order) => order switch
    {
        WaveOrder.Name => waves.OrderBy(w => w.Name, StringComparer.CurrentCultureIgnoreCase),
        WaveOrder.Branches => waves.OrderByDescending(w => w.Branches),
        WaveOrder.Open => waves.OrderByDescending(w => w.State == WaveState.Planned ? w.Branches - w.WithGo : 0),
        _ => waves,
    };

    public static string StateOf(this Localizer words, WaveSummary wave) => wave switch
    {
        { State: WaveState.Live } => words["wave.state-live"],
        { State: WaveState.Held } => words["wave.state-held"],
        { State: WaveState.Started } => words["wave.state-started"],
        { Passed: true } => words["wave.state-passed"],
        { Branches: 0 } => words["wave.state-empty"],
        _ when wave.WithGo == wave.Branches => words["wave.state-ready"],
        _ => words["wave.signed", wave.WithGo, wave.Branches],
    };
}
