using Rollout.Domain;

namespace Rollout.App.Layout;

/// <summary>The stylesheet with the brand colour. Its address holds the colour, so that browsers can cache it for ever and fetch it again when the colour changes.</summary>
internal static class BrandStyle
{
    public const string Path = "/brand.css";

    public static string AddressOf(RolloutSettings? rollout) => $"{Path}?v={VersionOf(ColourOf(rollout))}";

    public static string ColourOf(RolloutSettings? rollout) => rollout?.Brand ?? RolloutSettings.DefaultBrand;

    public static string VersionOf(string colour) => colour.TrimStart('#');
}
