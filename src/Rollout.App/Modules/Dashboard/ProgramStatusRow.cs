namespace Rollout.App.Modules.Dashboard;

/// <summary>A figure with its whole: "412 of 1,146 people".</summary>
public sealed record ProgramStatusRow(string What, int Count, int Whole, string Unit);
