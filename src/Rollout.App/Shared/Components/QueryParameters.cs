using System.Globalization;

namespace Rollout.App.Shared.Components;

/// <summary>Reads what stands in a page's address. Anyone can type there, so what cannot be read is simply not there.</summary>
internal static class QueryParameters
{
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
