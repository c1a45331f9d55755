using System.Numerics;

namespace Rollout.App.Shared.DelimitedText;

/// <summary>Remarks about one row of an imported file. Members that start with E refuse the row, the others are warnings.</summary>
/// <remarks>
/// Flags in the alphabetical order of their codes, so that a row needs eight bytes whatever there is to say, and its codes always come in the same order.
/// </remarks>
[Flags]
public enum ImportCodes : long
{
    None = 0,
    BranchMissing = 1L << 0,
    BranchUnknown = 1L << 1,
    ControlCharacter = 1L << 2,
    CountryInvalid = 1L << 3,
    CountryMissing = 1L << 4,
    DayInFuture = 1L << 5,
    DayUnreadable = 1L << 6,
    EmailOfOtherPerson = 1L << 7,
    EmailInvalid = 1L << 8,
    KeyDamagedByExcel = 1L << 9,
    LineBroken = 1L << 10,
    NameMissing = 1L << 11,
    NoKey = 1L << 12,
    PersonUnknown = 1L << 13,
    QuoteMalformed = 1L << 14,
    QuoteUnterminated = 1L << 15,
    ReportTooOld = 1L << 16,
    TooFewColumns = 1L << 17,
    TooLong = 1L << 18,
    TooManyColumns = 1L << 19,
    ZoneMissing = 1L << 20,
    ZoneUnknown = 1L << 21,
    AccountClosed = 1L << 22,
    BidiStripped = 1L << 23,
    DateTwoDigitYear = 1L << 24,
    DateExcelSerial = 1L << 25,
    DateInvalid = 1L << 26,
    DateMonthFirst = 1L << 27,
    DuplicateMerged = 1L << 28,
    EmailDisplayName = 1L << 29,
    EmailShared = 1L << 30,
    FteInvalid = 1L << 31,
    KickOffGuest = 1L << 32,
    LanguageNotOffered = 1L << 33,
    LanguageUnknown = 1L << 34,
    LeadStays = 1L << 35,
    Left = 1L << 36,
    NewlineInName = 1L << 37,
    NoEmail = 1L << 38,
    NoName = 1L << 39,
    NumberWithoutZeros = 1L << 40,
    NotComplete = 1L << 41,
    ZoneFromCountry = 1L << 42,

    /// <summary>All codes that refuse a row.</summary>
    Refusals = AccountClosed - 1,

    /// <summary>Everything that says that someone does not work here.</summary>
    NotHere = AccountClosed | KickOffGuest | Left,
}

/// <summary>The codes as written in files, on the command line and in the resources (<c>import.code.…</c>).</summary>
public static class ImportCodeNames
{
    private static readonly string[] InBitOrder =
    [
        "E_BRANCH_MISSING", "E_BRANCH_UNKNOWN", "E_CONTROL_CHAR", "E_COUNTRY_INVALID", "E_COUNTRY_MISSING", "E_DATE_IN_FUTURE", "E_DATE_UNREADABLE",
        "E_DUP_EMAIL_OTHER_PERSON", "E_EMAIL_INVALID", "E_KEY_DAMAGED_BY_EXCEL", "E_LINE_BROKEN", "E_NAME_MISSING", "E_NO_KEY", "E_PERSON_UNKNOWN",
        "E_QUOTE_MALFORMED", "E_QUOTE_UNTERMINATED", "E_REPORT_TOO_OLD", "E_TOO_FEW_COLUMNS", "E_TOO_LONG", "E_TOO_MANY_COLUMNS", "E_ZONE_MISSING",
        "E_ZONE_UNKNOWN",
        "W_ACCOUNT_CLOSED", "W_BIDI_STRIPPED", "W_DATE_2DIGIT_YEAR", "W_DATE_EXCEL_SERIAL", "W_DATE_INVALID", "W_DATE_MONTH_FIRST",
        "W_DUPLICATE_MERGED", "W_EMAIL_DISPLAYNAME", "W_EMAIL_SHARED", "W_FTE_INVALID", "W_GUEST", "W_LANGUAGE_NOT_OFFERED", "W_LANGUAGE_UNKNOWN",
        "W_LEAD_STAYS", "W_LEFT", "W_NEWLINE_IN_NAME", "W_NO_EMAIL", "W_NO_NAME", "W_NUMBER_WITHOUT_ZEROS", "W_PROFILE_NOT_COMPLETE", "W_ZONE_FROM_COUNTRY",
    ];

    /// <summary>All row codes, refusals first.</summary>
    public static IReadOnlyList<string> All => InBitOrder;

    /// <summary>The names of <paramref name="codes"/>, refusals first.</summary>
    public static IEnumerable<string> Of(ImportCodes codes)
    {
        for (var left = (ulong)codes; left != 0; left &= left - 1)
        {
            yield return InBitOrder[BitOperations.TrailingZeroCount(left)];
        }
    }

    /// <summary>Whether a row with these codes is refused.</summary>
    public static bool Refuse(this ImportCodes codes) => (codes & ImportCodes.Refusals) != 0;
}

/// <summary>Why a whole file is refused. A refused file changes nothing.</summary>
public enum FileRefusal
{
    None,
    Binary,
    Compressed,
    Empty,
    EncodingMixed,
    Header,
    HtmlNotCsv,
    NamesConcealed,

    /// <summary>Nothing says of which day the report is.</summary>
    NoDay,
    NoReport,
    NoRows,
    SpreadsheetNotCsv,
    SpreadsheetStrict,

    /// <summary>A report by which profiles were complete before, so that credits would be taken back: that needs a yes, which only an import of profiles asks for.</summary>
    TakesCreditsBack,
}

/// <summary>The refusals of files as written on the command line and in the resources (<c>import.code.…</c>).</summary>
public static class FileRefusalNames
{
    /// <summary>All file codes.</summary>
    public static IEnumerable<string> All => Enum.GetValues<FileRefusal>().Select(Code).OfType<string>();

    /// <summary>The code, or null when the file is not refused.</summary>
    public static string? Code(this FileRefusal refusal) => refusal switch
    {
        FileRefusal.None => null,
        FileRefusal.Binary => "F_BINARY",
        FileRefusal.Compressed => "F_COMPRESSED",
        FileRefusal.Empty => "F_EMPTY",
        FileRefusal.EncodingMixed => "F_ENCODING_MIXED",
        FileRefusal.Header => "F_HEADER",
        FileRefusal.HtmlNotCsv => "F_HTML_NOT_CSV",
        FileRefusal.NamesConcealed => "F_NAMES_CONCEALED",
        FileRefusal.NoDay => "F_NO_DAY",
        FileRefusal.NoReport => "F_NO_REPORT",
        FileRefusal.NoRows => "F_NO_ROWS",
        FileRefusal.SpreadsheetNotCsv => "F_SPREADSHEET_NOT_CSV",
        FileRefusal.SpreadsheetStrict => "F_SPREADSHEET_STRICT",
        FileRefusal.TakesCreditsBack => "F_TAKES_CREDITS_BACK",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}
