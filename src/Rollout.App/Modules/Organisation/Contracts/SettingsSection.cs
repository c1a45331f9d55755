namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>A section of the settings page that another module adds.</summary>
/// <param name="Component">The component that shows it, with its own form.</param>
public sealed record SettingsSection(Type Component);
