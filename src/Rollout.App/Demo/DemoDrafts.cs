using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Demo;

/// <summary>Invents infosessions the lead has planned for the coming weeks but not published: one in each of the first branches.</summary>
internal sealed class DemoDrafts(DemoCompany company)
{
    private const int Number = 4;

    public IEnumerable<Infosession> Of(Topic topic) =>
        company.Branches.Take(Number).Select((branch, i) => Infosession.Plan(
            topic.Id,
            new SessionPlan
            {
                Time = new SessionTime(DayOf(branch, 15 + (2 * i)) + new LocalTime(i % 2 == 0 ? 10 : 13, 0), branch.Zone, topic.Minutes),
                Branch = branch.Id,
                Calendar = Holidays.Of(branch.DaysOff),
                Host = DemoWave.HostOf(company, branch),
                AfterGoLive = true,
                Place = "kantine",
                Seats = topic.Seats,
                Facilitator = company.Facilitators.First(f => f.Branch == branch.Id).Id,
                Language = topic.Language,
            },
            company.Now));

    private LocalDate DayOf(Branch branch, int fromToday)
    {
        var day = company.Today.PlusDays(fromToday);
        return Holidays.Of(branch.DaysOff).IsWorkingDay(day) ? day : Holidays.Of(branch.DaysOff).WorkingDayAfter(day);
    }
}
