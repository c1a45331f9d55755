namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The meanings a column of a report can have. All others are not read: what someone asked, wrote or searched is none of our business.</summary>
public enum ReportColumn
{
    /// <summary>The account: a mail address or account name.</summary>
    Account,

    /// <summary>A name of the account that counts where <see cref="Account"/> is empty.</summary>
    OtherAccount,

    /// <summary>The last day with any activity. Of several columns the latest day counts.</summary>
    LastActive,

    /// <summary>A day on which someone was there, such as the last sign-in.</summary>
    LastSeen,

    /// <summary>How much was posted in the period; only whether anything was is stored.</summary>
    Posted,

    /// <summary>The day of the last post.</summary>
    PostedOn,

    /// <summary>How many reactions were given in the period; only whether any were is stored.</summary>
    Reacted,

    /// <summary>Whether someone was active on the day of the row.</summary>
    ActiveThatDay,

    /// <summary>Whether the profile is complete: yes or no, or since when.</summary>
    ProfileComplete,

    /// <summary>A field of the profile: it is complete when none of these columns is empty.</summary>
    ProfileField,

    /// <summary>Whether the account is open, in words.</summary>
    State,

    /// <summary>Whether the account is deleted, as yes or no.</summary>
    Deleted,

    /// <summary>Since when the account is closed.</summary>
    ClosedOn,

    /// <summary>What kind of account it is: guests and bots are left out.</summary>
    Kind,

    /// <summary>The day up to which the report says what happened.</summary>
    Day,

    /// <summary>The number of days that the counts are over.</summary>
    Period,
}
