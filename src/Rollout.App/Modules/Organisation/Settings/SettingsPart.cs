namespace Rollout.App.Modules.Organisation.Settings;

/// <summary>The settings of the rollout, by the page they are on.</summary>
internal enum SettingsPart
{
    Platform,
    Languages,
    Rules,
}

internal static class SettingsParts
{
    /// <summary>The part whose page is at a relative address.</summary>
    public static SettingsPart At(string relative) =>
        Enum.GetValues<SettingsPart>().FirstOrDefault(part => "/" + relative.Split('?', '#')[0] == part.Path());

    public static string Path(this SettingsPart part) => part == SettingsPart.Platform ? "/settings" : "/settings/" + part.Key();

    /// <summary>Its name in addresses and in the keys of its texts.</summary>
    public static string Key(this SettingsPart part) => part.ToString().ToLowerInvariant();
}
