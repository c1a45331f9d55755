using Microsoft.JSInterop;

namespace Rollout.App.Shared.Components;

/// <summary>A living page asks its script for something; by the time it does, the page may have been left, and nothing is wrong.</summary>
internal static class JsInterop
{
    /// <summary>Runs it, unless the page is gone.</summary>
    public static async Task IgnoreDisconnectAsync(Func<Task> act)
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
