namespace Rollout.App.Hosting;

/// <summary>The version of the running program.</summary>
internal static class ProgramVersion
{
    /// <summary>"0.2.0"</summary>
    public static string Number { get; } = typeof(ProgramVersion).Assembly.GetName().Version!.ToString(3);
}
