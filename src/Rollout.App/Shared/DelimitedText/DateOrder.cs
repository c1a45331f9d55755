namespace Rollout.App.Shared.DelimitedText;

/// <summary>
/// Whether a column of days is written with the month first, as American software does. It is when all its days are written in figures with one separator,
/// some can only be month first and none can only be day first. A single row proves nothing: it may be a slip.
/// </summary>
internal sealed class DateOrder
{
    private char? _separator;
    private int _days;
    private bool _mixed;
    private bool _monthFirst;

    public bool IsMonthFirst => _monthFirst && !_mixed && _days > 1;

    /// <summary>Looks at one cleaned cell. What is no day at all says nothing.</summary>
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
