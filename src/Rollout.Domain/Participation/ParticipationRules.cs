using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Participation;

/// <summary>Rules about reports of the platform and whose accounts they name.</summary>
public static class ParticipationRules
{
    public static readonly Rule OnlyTheLead = new("participation.only-the-lead");

    /// <summary>A report is taken over only if it can be read; the words say why not.</summary>
    public static readonly Rule ReportCanBeRead = new("participation.report-can-be-read");

    /// <summary>Someone must say of which day a report is, and not of a day to come.</summary>
    public static readonly Rule NeedsADay = new("participation.needs-a-day");

    /// <summary>A report has an account and says something about it.</summary>
    public static readonly Rule ColumnsAreEnough = new("participation.columns-are-enough");

    public static readonly Rule PlatformHasAName = new("participation.platform-has-a-name");

    /// <summary>The days that counts are over are a number from 1 to 400.</summary>
    public static readonly Rule PeriodIsDays = new("participation.period-is-days");

    /// <summary>Somebody has that address, account name or number.</summary>
    public static readonly Rule PersonIsKnown = new("participation.person-is-known");

    /// <summary>Readers of the brief work here and have a mail address.</summary>
    public static readonly Rule ReaderHasAMail = new("participation.reader-has-a-mail");

    public static readonly Rule PublishedHasADay = new("participation.published-has-a-day");

    /// <summary>A published figure is a percentage, or a number of people of a whole that is not smaller.</summary>
    public static readonly Rule PublishedIsAFigure = new("participation.published-is-a-figure");

    public static readonly Rule PublishedWasSaid = new("participation.published-was-said");

    /// <summary>What a director does in a week is ticked by the director of the branch.</summary>
    public static readonly Rule OnlyItsDirectorTicks = new("participation.only-its-director-ticks");
}
