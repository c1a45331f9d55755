using Microsoft.JSInterop;

namespace Rollout.App.Shared.Components;

/// <summary>Calls script from an interactive page that may have been left meanwhile.</summary>
internal static class JsInterop
{
    /// <summary>Runs it, ignoring a closed connection.</summary>
    public static async Task IgnoreDisconnectAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            // The page is gone, and its script with it.
        }
    }
}
