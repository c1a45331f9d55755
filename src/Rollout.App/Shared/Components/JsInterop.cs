using Microsoft.JSInterop;

namespace Rollout.App.Shared.Components;

/// <summary>Calls script from an interactive page that may have been left meanwhile.</summary>
internal static class JsInterop
{
    /// <summary>
    /// Loads a script module; null when it cannot be loaded because the network or the page has gone. The page then works without it, and the circuit
    /// lives on, instead of ending on an exception.
    /// </summary>
    public static async Task<IJSObjectReference?> ImportAsync(IJSRuntime js, string path)
    {
        try
        {
            return await js.InvokeAsync<IJSObjectReference>("import", path);
        }
        catch (Exception e) when (e is JSException or JSDisconnectedException or TaskCanceledException)
        {
            return null;
        }
    }

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
