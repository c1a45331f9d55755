namespace Rollout.App.Modules.Dashboard;

/// <summary>One of the first things someone does in a role.</summary>
/// <param name="Key">Of its words: "first-steps.{key}" and "first-steps.{key}-why".</param>
/// <param name="Href">Where it is done; null where that is not known yet.</param>
public sealed record FirstStep(string Key, bool Done, string? Href);
