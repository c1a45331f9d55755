using NodaTime;
using NodaTime.Text;

namespace Rollout.App.Shared.Components;

/// <summary>Parses values of form fields and addresses.</summary>
internal static class FormParsing
{
    /// <summary>Parses the value of a date field; null when it is not a date, or outside the years anybody plans for, so that date arithmetic cannot overflow.</summary>
    public static LocalDate? Day(string? text) => LocalDatePattern.Iso.Parse(text ?? "") is { Success: true, Value: { Year: >= 2000 and < 2200 } day } ? day : null;
}
