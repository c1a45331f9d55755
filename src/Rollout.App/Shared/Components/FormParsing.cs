using NodaTime;
using NodaTime.Text;

namespace Rollout.App.Shared.Components;

/// <summary>What a field of a form or an address sends, read as what it means.</summary>
internal static class FormParsing
{
    /// <summary>A day as a date field sends it; null when it is none, or one that nobody plans for: the calendar's ends are not to be reckoned with.</summary>
    public static LocalDate? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 2000 and < 2200 } day } ? day : null;
}
