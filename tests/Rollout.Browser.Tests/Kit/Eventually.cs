namespace Rollout.Browser.Tests.Kit;

/// <summary>Waits for something that happens outside the page, such as a file or a row.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    /// <summary>Polls until there is a result.</summary>
    /// <exception cref="TimeoutException">There was none; the message includes <paramref name="otherwise"/>.</exception>
    public static async Task<T> GetAsync<T>(Func<T?> look, Func<string> otherwise)
        where T : class
    {
        using var enough = new CancellationTokenSource(Patience);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (true)
            {
                if (Seen(look) is { } found)
                {
                    return found;
                }

                await tick.WaitForNextTickAsync(enough.Token);
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(otherwise());
        }
    }

    public static Task BeAsync(Func<bool> holds, Func<string> otherwise) => GetAsync(() => holds() ? "yes" : null, otherwise);

    // A file may be half written; it is complete a moment later.
    private static T? Seen<T>(Func<T?> look)
        where T : class
    {
        try
        {
            return look();
        }
        catch (Exception e) when (e is IOException or FormatException)
        {
            return null;
        }
    }
}
