using System.Globalization;

namespace Rollout.App.Shared.Components;

/// <summary>Parses query parameters. Anyone can type an address, so what cannot be parsed is ignored.</summary>
internal static class QueryParameters
{
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
