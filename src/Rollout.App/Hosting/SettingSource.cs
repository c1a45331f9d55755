using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Hosting;

/// <summary>Where the value of a setting comes from, which explains one that seems to be ignored.</summary>
internal static class SettingSource
{
    public static string Of(IConfiguration configuration, string name, Localizer? words = null)
    {
        words ??= Localizer.In("en");
        return ((IConfigurationRoot)configuration).Providers.Reverse().First(p => p.TryGet(name, out _)) switch
        {
            SecretFiles => words["check.setting-secret-file"],
            EnvironmentVariablesConfigurationProvider => words["check.setting-environment"],
            JsonConfigurationProvider { Source.Path: { } file } => file,
            _ => words["check.setting-program"],
        };
    }
}
