namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// Detects whether a column of dates is written with the month first, as American software does: all dates are numeric with the same separator, some can only
/// be month first, and none can only be day first. A single date is not enough, as it may be a mistake.
/// </summary>
internal sealed class DateOrder
{
    private char? _separator;
    private int _days;
    private bool _mixed;
    private bool _monthFirst;

    public bool IsMonthFirst => _monthFirst && !_mixed && _days > 1;

    /// <summary>Adds one cleaned cell. Cells that are not dates are ignored.</summary>
    public void Add(string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (DateCell.FiguresOf(text) is not var (first, second, separator))
        {
            _mixed |= DateCell.Read(text, monthFirst: false, out _) is not null;
            return;
        }

        _days++;
        _separator ??= separator;
        _mixed |= _separator != separator || first > 12 && second <= 12;
        _monthFirst |= first is >= 1 and <= 12 && second is > 12 and <= 31;
    }
}
