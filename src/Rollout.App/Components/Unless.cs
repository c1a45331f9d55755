using Microsoft.JSInterop;

namespace Rollout.App.Components;

/// <summary>A living page asks its script for something; by the time it does, the page may have been left, and nothing is wrong.</summary>
internal static class Unless
{
    /// <summary>Runs it, unless the page is gone.</summary>
    public static async Task LeftAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is JSDisconnectedException or TaskCanceledException)
        {
            // The screen is gone, and its script with it.
        }
    }
}
