using System.Globalization;
using NodaTime;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>A row of a report.</summary>
/// <param name="Account">In lower case; null when the report gives no name, or the row is left out or refused.</param>
/// <param name="Codes">What there is to say about the row.</param>
/// <param name="LastDay">The last day on which the account was used; null for never.</param>
/// <param name="ProfileSince">The day from which the profile is complete; null when it is not, or when the file has no such column.</param>
public readonly record struct ReportRow(
    int Line, ImportCodes Codes, string? Account, LocalDate? Day, int Period, LocalDate? LastDay, bool Reacted, bool Posted, bool Closed, LocalDate? ProfileSince = null);

/// <summary>Reads one row of a report.</summary>
/// <param name="period">The days that counts are over when the row does not say.</param>
/// <param name="day">The day of the report when the row does not say.</param>
/// <param name="since">Earlier reports are refused.</param>
/// <param name="today">Later days are refused.</param>
internal sealed class ReportRowReader(ReportColumns columns, int period, LocalDate? day, LocalDate since, LocalDate today, bool monthFirst)
{
    private static readonly HashSet<string> ClosedStates = new(
        ["suspended", "deleted", "inactive", "deactivated", "disabled", "blocked", "0", "gesuspendeerd", "verwijderd", "inactief", "uitgeschakeld", "geblokkeerd", "suspendu", "supprime", "inactif", "desactive", "bloque"],
        StringComparer.Ordinal);

    private static readonly string[] Outsiders = ["guest", "gast", "invite", "bot", "app", "service"];

    // Nearly every row has the same.
    private (string Text, bool IsClosed) _state = ("", false);

    public ReportRow Read(in FileRow row)
    {
        if (row.Codes.Refuse())
        {
            return new ReportRow(row.Line, row.Codes, null, null, period, null, false, false, false);
        }

        var codes = ImportCodes.None;
        var text = columns.Text(row, ReportColumn.Account) is { Length: > 0 } account ? account : columns.Text(row, ReportColumn.OtherAccount);
        var name = AccountNames.IsConcealed(text) ? null : AccountNames.Of(text);
        var reported = Last(row, ReportColumn.Day, ref codes) ?? day;
        var last = Last(row, ReportColumn.LastActive, ref codes) ?? Last(row, ReportColumn.LastSeen, ref codes);
        var postedOn = Last(row, ReportColumn.PostedOn, ref codes);
        last = Later(last, postedOn);
        last = YesNo(row, ReportColumn.ActiveThatDay) == true ? Later(last, reported) : last;
        var closedOn = Last(row, ReportColumn.ClosedOn, ref codes);
        var profile = ProfileSince(row, reported, ref codes);
        codes = Judge(codes, text, name, reported, Later(last, profile), row);
        var days = int.TryParse(columns.Text(row, ReportColumn.Period), NumberStyles.None, CultureInfo.InvariantCulture, out var said) && said is >= 1 and <= 400 ? said : period;
        return new ReportRow(
            row.Line, codes, codes.Refuse() || (codes & (ImportCodes.NoName | ImportCodes.KickOffGuest)) != 0 ? null : name, reported, days, last,
            IsMoreThanNothing(row, ReportColumn.Reacted),
            IsMoreThanNothing(row, ReportColumn.Posted) || postedOn > reported?.PlusDays(-days),
            IsClosed(row, closedOn, reported),
            profile);
    }

    /// <summary>A report that only says yes says it of its own day.</summary>
    private LocalDate? ProfileSince(in FileRow row, LocalDate? reported, ref ImportCodes codes) =>
        columns.AreFilled(row, ReportColumn.ProfileField) || YesNo(row, ReportColumn.ProfileComplete) == true ? reported
        : YesNo(row, ReportColumn.ProfileComplete) is null ? Last(row, ReportColumn.ProfileComplete, ref codes)
        : null;

    private ImportCodes Judge(ImportCodes codes, string text, string? name, LocalDate? reported, LocalDate? last, in FileRow row)
    {
        var unreadable = (codes & ImportCodes.DateInvalid) != 0 || reported is null;
        codes &= ~(ImportCodes.DateInvalid | ImportCodes.DateMonthFirst);
        return codes
            | (IsOutsider(row, text) ? ImportCodes.KickOffGuest
            : text.Length == 0 && !columns.Has(ReportColumn.Kind) ? ImportCodes.NoKey
            : name is null ? ImportCodes.NoName
            : unreadable ? ImportCodes.DayUnreadable
            : reported > today || last > today ? ImportCodes.DayInFuture
            : reported < since ? ImportCodes.ReportTooOld
            : ImportCodes.None);
    }

    private bool IsOutsider(in FileRow row, string account)
    {
        var kinds = columns.Cells(row, ReportColumn.Kind).Select(cell => TextNormalizer.Fold(cell.Text));
        return AccountNames.IsGuest(account) || kinds.Any(kind => kind is "true" or "1" || Outsiders.Any(o => kind.Contains(o, StringComparison.Ordinal)));
    }

    /// <summary>"soft_delete" without a day is someone who was invited and never came.</summary>
    private bool IsClosed(in FileRow row, LocalDate? closedOn, LocalDate? reported) =>
        YesNo(row, ReportColumn.Deleted) == true || closedOn <= reported || IsClosedState(columns.Text(row, ReportColumn.State));

    private bool IsClosedState(string text)
    {
        _state = _state.Text == text ? _state : (text, ClosedStates.Contains(TextNormalizer.Fold(text)));
        return _state.IsClosed;
    }

    private bool? YesNo(in FileRow row, ReportColumn column) => CellValues.YesNo(new CellText(columns.Text(row, column), ImportCodes.None));

    private bool IsMoreThanNothing(in FileRow row, ReportColumn column) =>
        columns.Cells(row, column).Any(cell => cell.Text.Any(c => c is >= '1' and <= '9'));

    private LocalDate? Last(in FileRow row, ReportColumn column, ref ImportCodes codes)
    {
        LocalDate? last = null;
        foreach (var cell in columns.Cells(row, column))
        {
            var moment = Epoch(cell.Text, out var isEpoch);
            last = Later(last, isEpoch ? moment : CellValues.Date(cell, ref codes, monthFirst));
        }

        return last;
    }

    /// <summary>The day of a moment in seconds or milliseconds since 1970; 0 means never.</summary>
    private static LocalDate? Epoch(string text, out bool isEpoch)
    {
        isEpoch = text.Length is 1 or 10 or 13 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (text.Length > 1 || number == 0);
        if (!isEpoch || text.Length == 1)
        {
            return null;
        }

        var value = long.Parse(text, CultureInfo.InvariantCulture);
        return (text.Length == 10 ? Instant.FromUnixTimeSeconds(value) : Instant.FromUnixTimeMilliseconds(value)).InUtc().Date;
    }

    private static LocalDate? Later(LocalDate? one, LocalDate? other) => one is null || other > one ? other : one;
}
