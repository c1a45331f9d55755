using System.Globalization;

namespace Rollout.App.Shared.Components;

/// <summary>Parses query parameters. Anyone can type an address, so what cannot be parsed is ignored.</summary>
internal static class QueryParameters
{
    public static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;

    /// <summary>One of the named values of <typeparamref name="T"/>, in any case; its default for anything else.</summary>
    public static T Choice<T>(string? text)
        where T : struct, Enum => ChoiceOrNone<T>(text) ?? default;

    /// <summary>One of the named values of <typeparamref name="T"/>, in any case; null for anything else.</summary>
    public static T? ChoiceOrNone<T>(string? text)
        where T : struct, Enum => Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(choice) ? choice : null;
}
