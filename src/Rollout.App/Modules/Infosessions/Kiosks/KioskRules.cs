using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Kiosks;

/// <summary>Rules about kiosks.</summary>
public static class KioskRules
{
    /// <summary>The lead opens a kiosk for every branch, a director for their own.</summary>
    public static readonly Rule OfOwnBranch = new("kiosk.of-own-branch");

    /// <summary>The device was opened as a kiosk, and that was not taken back.</summary>
    public static readonly Rule IsOpen = new("kiosk.is-open");

    /// <summary>Nothing has to be weighed first, such as giving up another seat: a shared screen shows nobody's other places.</summary>
    public static readonly Rule NothingToDecide = new("kiosk.nothing-to-decide");
}
