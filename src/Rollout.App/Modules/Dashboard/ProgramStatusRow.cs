namespace Rollout.App.Modules.Dashboard;

/// <summary>A figure with its total: "412 of 1,146 people".</summary>
public sealed record ProgramStatusRow(string What, int Count, int Whole, string Unit);
