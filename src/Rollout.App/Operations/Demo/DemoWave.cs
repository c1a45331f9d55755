using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Operations.Demo;

/// <summary>Invents the wave ten days off: checklists partly done, some directors signed, one verdict stale, one branch behind.</summary>
internal sealed class DemoWave(DemoCompany company)
{
    private const int PlannedDaysAgo = 38;

    private static readonly PlannedCheck[] Checklist =
    [
        new("Kick-off gepland, alle collega’s uitgenodigd", CheckWeight.Must, 30),
        new("Zaal voor de kick-off gereserveerd", CheckWeight.Must, 24),
        new("Ambassadeurs benoemd en aan de slag", CheckWeight.Must, 21),
        new("Film gezien door de directeur", CheckWeight.Should, 17),
        new("Huisregels gelezen met de teamleiders", CheckWeight.Should, 14),
        new("Collega’s zonder pc hebben een weg naar binnen", CheckWeight.Must, 10),
        new("Eigen profiel van de directeur compleet", CheckWeight.Must, 7),
        new("Helpdesk kent de dag en het uur", CheckWeight.Must, 4),
    ];

    private readonly Random _dice = company.Dice;

    /// <summary>Ten days from today, or the working day after: at nine.</summary>
    public static LocalDate DayOf(DemoCompany company)
    {
        var day = company.Today.PlusDays(10);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || PublicHolidays.Is(company.Branches[0].Country, day))
        {
            day = day.PlusDays(1);
        }

        return day;
    }

    /// <summary>What planning an infosession asks of a branch.</summary>
    public static HostBranch HostOf(DemoCompany company, Branch branch) =>
        new(branch.Name, WorkingHours.Of(branch), GoLiveMoment.InstantOf(DayOf(company) + new LocalTime(9, 0), company.Rollout.Zone));

    public Wave Invent()
    {
        var lead = Acting(company.Lead);
        var wave = Wave.Plan(
            "Golf 1", DayOf(company) + new LocalTime(9, 0), company.Rollout.Zone, [.. company.Branches.Select(b => b.Id)],
            Checklist, lead, company.Now - Duration.FromDays(PlannedDaysAgo));
        for (var i = 0; i < company.Branches.Count; i++)
        {
            var branch = company.Branches[i];
            Live(wave, wave.Launches.Single(l => l.Branch == branch.Id), Acting(company.People.Single(p => p.Id == branch.Director)), i);
        }

        return wave;
    }

    // The first branches are ready and signed, the one before last is behind, the last one's go is stale.
    private void Live(Wave wave, Launch launch, Actor director, int place)
    {
        var last = company.Branches.Count - 1;
        var behind = place == last - 1;
        var signs = !behind && (place % 3 == 0 || place == last);
        var done = behind ? 3 : signs ? Checklist.Length : Checklist.Length - 1 - (place % 2);
        foreach (var check in launch.Checks.Take(done))
        {
            var on = check.Due.PlusDays(-_dice.Next(1, 9));
            var at = (on + new LocalTime(_dice.Next(9, 17), _dice.Next(60))).InZoneLeniently(wave.Zone).ToInstant();
            launch.Tick(wave, check.Id, director, at < company.Now ? at : company.Now - Duration.FromHours(_dice.Next(20, 70)));
        }

        if (!signs)
        {
            return;
        }

        launch.SignOff(wave, new VerdictGiven.Go(), SignedBasis.Of(wave, launch).Fingerprint, director, company.Now - Duration.FromHours(18));
        if (place == last)
        {
            launch.FallBack(wave, launch.Checks[1].Id, "De zaal is teruggevraagd voor een klant.", director, company.Now - Duration.FromHours(3));
        }
    }

    private Actor Acting(Person person) => new(
        person.Id, person.Name, person.Branch, "", person.Email, person.Language, true, person.IsLead, false, null,
        [.. company.Branches.Where(b => b.Director == person.Id).Select(b => b.Id)]);
}
