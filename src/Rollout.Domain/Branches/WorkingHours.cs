using NodaTime;

namespace Rollout.Domain.Branches;

/// <summary>
/// The hours in which people of a branch may be contacted: between opening and closing on its working days, in local time. If the clocks skip the opening time,
/// it opens that much later; if a local time occurs twice, the first is used.
/// </summary>
/// <param name="Calendar">The days on which they work.</param>
/// <param name="OpensAt">Local opening time.</param>
/// <param name="ClosesAt">Local closing time.</param>
public sealed record WorkingHours(DateTimeZone Zone, HolidayCalendar Calendar, LocalTime OpensAt, LocalTime ClosesAt)
{
    /// <summary>The date on the branch's calendar.</summary>
    public LocalDate DateOf(Instant moment) => moment.InZone(Zone).Date;

    public bool Contain(Instant moment) =>
        Calendar.IsWorkingDay(DateOf(moment)) && moment >= OpeningOn(DateOf(moment)) && moment < ClosingOn(DateOf(moment));

    /// <summary>Whether both moments lie in the working hours of the same day.</summary>
    public bool Cover(Instant from, Instant until) => Contain(from) && until <= ClosingOn(DateOf(from));

    /// <summary>Whether people can be called together then: on a working day, from two hours before they open until three after they close.</summary>
    public bool AreNear(Instant moment)
    {
        var day = DateOf(moment);
        return Calendar.IsWorkingDay(day) && moment >= OpeningOn(day) - Duration.FromHours(2) && moment <= ClosingOn(day) + Duration.FromHours(3);
    }

    /// <summary>The first moment from <paramref name="moment"/> on within working hours.</summary>
    public Instant Next(Instant moment)
    {
        if (Contain(moment))
        {
            return moment;
        }

        var today = DateOf(moment);
        var opensToday = Calendar.IsWorkingDay(today) && moment < OpeningOn(today);
        return OpeningOn(opensToday ? today : Calendar.WorkingDayAfter(today));
    }

    /// <summary>When a mail about something that starts then leaves: as soon as people work, and at once where they would read it too late.</summary>
    public Instant LeaveBefore(Instant starts, Instant now) => Next(now) is var opens && opens <= starts - Duration.FromHours(2) ? opens : now;

    /// <summary>The moment at which <paramref name="working"/> of working time has passed.</summary>
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

    /// <summary>The working time between two moments, in working days of the branch; 0 when <paramref name="until"/> is not later.</summary>
    public double WorkingDays(Instant from, Instant until)
    {
        var (first, last) = (DateOf(from), DateOf(until));
        return until <= from ? 0 : Calendar.WorkingDays(first, last) - PassedOn(first, from) + PassedOn(last, until);
    }

    /// <summary>The date <paramref name="days"/> working days after <paramref name="date"/>; 0 gives the date itself.</summary>
    public LocalDate WorkingDaysAfter(LocalDate date, int days)
    {
        for (; days > 0; days--)
        {
            date = Calendar.WorkingDayAfter(date);
        }

        return date;
    }

    // The share of that day's working hours that has passed.
    private double PassedOn(LocalDate date, Instant moment) =>
        Calendar.IsWorkingDay(date) ? Math.Clamp((moment - OpeningOn(date)) / (ClosingOn(date) - OpeningOn(date)), 0, 1) : 0;

    public Instant OpeningOn(LocalDate date) => (date + OpensAt).InZoneLeniently(Zone).ToInstant();

    public Instant ClosingOn(LocalDate date) => (date + ClosesAt).InZoneLeniently(Zone).ToInstant();
}
