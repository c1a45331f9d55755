namespace Rollout.App.Demo;

/// <summary>The demo command; refusals are printed, not thrown.</summary>
internal static class MakingDemo
{
    /// <returns>0 when the demo was made, 2 when it cannot be made.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string name, CancellationToken ct)
    {
        try
        {
            await services.GetRequiredService<DemoReset>().RunAsync(name, ct);
            return 0;
        }
        catch (DemoRefusedException refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 2;
        }
    }
}

/// <summary>A demo cannot be made here; the message says what to do instead.</summary>
public sealed class DemoRefusedException(string message) : Exception(message);
