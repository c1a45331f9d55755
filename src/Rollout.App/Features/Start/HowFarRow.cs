namespace Rollout.App.Features.Start;

/// <summary>A figure with its whole: "412 of 1,146 people".</summary>
public sealed record HowFarRow(string What, int Count, int Whole, string Unit);
