using NodaTime;

namespace Rollout.Domain.Branches;

/// <summary>
/// When people of a branch may be disturbed: on its working days between opening and closing, by its own clock. Where the clocks skip the
/// opening it opens as much later; where a time comes twice the first is meant.
/// </summary>
/// <param name="Zone">Whose clock.</param>
/// <param name="Country">Two-letter ISO 3166 country: its public holidays.</param>
/// <param name="OpensAt">From then on, in local time.</param>
/// <param name="ClosesAt">Until then, in local time.</param>
public sealed record WorkingHours(DateTimeZone Zone, string Country, LocalTime OpensAt, LocalTime ClosesAt)
{
    public static WorkingHours Of(Branch branch) => new(branch.Zone, branch.Country, branch.OpensAt, branch.ClosesAt);

    /// <summary>The date on the branch's calendar.</summary>
    public LocalDate DateOf(Instant moment) => moment.InZone(Zone).Date;

    public bool Contain(Instant moment) =>
        PublicHolidays.IsWorkingDay(Country, DateOf(moment)) && moment >= OpeningOn(DateOf(moment)) && moment < ClosingOn(DateOf(moment));

    /// <summary>Whether people work from the one moment until the other, on one day.</summary>
    public bool Cover(Instant from, Instant until) => Contain(from) && until <= ClosingOn(DateOf(from));

    /// <summary>The first moment from <paramref name="moment"/> on in which people may be disturbed.</summary>
    public Instant Next(Instant moment)
    {
        if (Contain(moment))
        {
            return moment;
        }

        var today = DateOf(moment);
        var opensToday = PublicHolidays.IsWorkingDay(Country, today) && moment < OpeningOn(today);
        return OpeningOn(opensToday ? today : PublicHolidays.WorkingDayAfter(Country, today));
    }

    /// <summary>The moment at which so much time has passed in which people may be disturbed.</summary>
    public Instant After(Instant moment, Duration working)
    {
        for (var from = Next(moment); ; from = Next(ClosingOn(DateOf(from))))
        {
            var left = ClosingOn(DateOf(from)) - from;
            if (working <= left)
            {
                return from + working;
            }

            working -= left;
        }
    }

    /// <summary>The date so many working days after <paramref name="date"/>; 0 is the date itself.</summary>
    public LocalDate WorkingDaysAfter(LocalDate date, int days)
    {
        for (; days > 0; days--)
        {
            date = PublicHolidays.WorkingDayAfter(Country, date);
        }

        return date;
    }

    public Instant OpeningOn(LocalDate date) => (date + OpensAt).InZoneLeniently(Zone).ToInstant();

    public Instant ClosingOn(LocalDate date) => (date + ClosesAt).InZoneLeniently(Zone).ToInstant();
}
