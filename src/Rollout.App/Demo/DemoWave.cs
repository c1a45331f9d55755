using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>Invents the wave that goes live in ten days: checklists partly done, some directors signed, one verdict stale, one branch behind.</summary>
internal sealed class DemoWave(DemoCompany company)
{
    private const int PlannedDaysAgo = 38;

    private PlannedCheck[] Checklist =>
    [
        new("", CheckWeight.Must, 30, Measure: Measure.KickOffPlanned),
        new("Zaal voor de kick-off gereserveerd", CheckWeight.Must, 24),
        new("", CheckWeight.Must, 21, Measure: Measure.Ambassadors, Target: company.Rollout.PeoplePerAmbassador),
        new("Film gezien door de directeur", CheckWeight.Should, 17),
        new("Huisregels gelezen met de teamleiders", CheckWeight.Should, 14),
        new("Collega’s zonder pc hebben een weg naar binnen", CheckWeight.Must, 10),
        new("", CheckWeight.Must, 7, Measure: Measure.DirectorProfile),
        new("", CheckWeight.Must, 7, Measure: Measure.TestMail),
        new("", CheckWeight.Should, 5, Measure: Measure.InfosessionReach, Target: 60),
        new("Helpdesk kent de dag en het uur", CheckWeight.Must, 4),
    ];

    private static readonly string[] Seen =
    [
        "Bevestigd door het onthaal, op mijn naam.", "Bekeken op kantoor, met de teamleiders.", "Besproken in het maandagoverleg.",
        "Codes op papier liggen aan de ingang, twee ambassadeurs helpen.", "Afgesproken met de helpdesk, zij staan klaar.",
    ];

    private readonly Random _dice = company.Dice;

    /// <summary>Ten days from today, or the next working day after that; at nine.</summary>
    public static LocalDate DayOf(DemoCompany company)
    {
        var day = company.Today.PlusDays(10);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday || Holidays.Of(company.Branches[0].DaysOff).IsPublicHoliday(day))
        {
            day = day.PlusDays(1);
        }

        return day;
    }

    /// <summary>The day the pilot went live: a Monday half a year ago.</summary>
    public static LocalDate PilotOn(DemoCompany company) => ActiveWeek.MondayOf(company.Today).PlusWeeks(-DemoParticipation.Weeks);

    /// <summary>What planning must know about a branch.</summary>
    public static HostBranch HostOf(DemoCompany company, Branch branch) =>
        new(branch.Name, Holidays.HoursOf(branch), GoLiveMoment.InstantOf(DayOf(company) + new LocalTime(9, 0), company.Rollout.Zone));

    /// <summary>The wave, its announcement, and the phases around it.</summary>
    public IEnumerable<object> Invent()
    {
        var wave = Plan();
        return [PlanPilot(), wave, .. company.Rollout.Languages.Select(language => Words(wave, language)), .. Phases()];
    }

    private WaveAnnouncement Words(Wave wave, string language)
    {
        var platform = company.Shape.Platform;
        var (lead, ceo, today) = language switch
        {
            "fr" => ("Nous y sommes tous, en même temps. Merci à celles et ceux qui ont aidé leurs collègues.", $"Ce qui compte dans {platform}, ce sont les réponses de collègues qui savent. Je réponds moi-même chaque vendredi.", "Ouvrez votre profil et ajoutez votre photo."),
            "en" => ("We are all here, at the same moment. Thank you to everyone who helped a colleague.", $"What counts in {platform} is an answer from a colleague who knows. I answer myself every Friday.", "Open your profile and add your picture."),
            _ => ("We zijn er allemaal, op hetzelfde moment. Dank aan iedereen die een collega hielp.", $"Wat telt in {platform} is een antwoord van een collega die het weet. Ik antwoord zelf, elke vrijdag.", "Open je profiel en zet je foto erbij."),
        };
        var words = WaveAnnouncement.In(wave.Id, language);
        words.Update(lead, "Karin Wouters, CEO", ceo, "https://film.voorbeeld.example/we-zijn-live", today);
        return words;
    }

    private IEnumerable<Phase> Phases()
    {
        var (lead, live) = (Acting(company.Lead), DayOf(company));
        yield return Phase.Plan("Ambassadeurs", "Elke vestiging heeft er genoeg.", live.PlusDays(-PlannedDaysAgo - 10), live.PlusDays(-21), lead);
        yield return Phase.Plan("Infosessies", "Wie wil, is geweest.", live.PlusDays(-28), live.PlusDays(-1), lead);
        yield return Phase.Plan("Livegang", "Alle vestigingen tegelijk.", live, live.PlusDays(7), lead);
        yield return Phase.Plan("Volhouden", "Drie dingen per directeur, elke week.", live.PlusDays(8), live.PlusDays(84), lead);
    }

    private Wave Plan()
    {
        var lead = Acting(company.Lead);
        var wave = Wave.Plan(
            "Golf 1", DayOf(company) + new LocalTime(9, 0), company.Rollout.Zone, [.. company.Coming.Select(b => b.Id)],
            Checklist, lead, company.Now - Duration.FromDays(PlannedDaysAgo));
        for (var i = 0; i < company.Coming.Count; i++)
        {
            var branch = company.Coming[i];
            Live(wave, wave.Launches.Single(l => l.Branch == branch.Id), company.People.Single(p => p.Id == branch.Director), i);
        }

        return wave;
    }

    /// <summary>The pilot, live for half a year.</summary>
    private Wave PlanPilot()
    {
        var (lead, moment) = (Acting(company.Lead), PilotOn(company) + new LocalTime(9, 0));
        var planned = moment.PlusDays(-PlannedDaysAgo).InZoneLeniently(company.Rollout.Zone).ToInstant();
        var wave = Wave.Plan("Pilot", moment, company.Rollout.Zone, [.. company.Pilot.Select(b => b.Id)], [Checklist[^1]], lead, planned);
        var signed = wave.MomentAt - Duration.FromDays(2);
        foreach (var launch in wave.Launches)
        {
            var director = company.People.Single(p => p.Id == company.Branches.Single(b => b.Id == launch.Branch).Director);
            launch.PlanKickOff(
                wave, new KickOffPlan(moment.PlusMinutes(30), 45, "kantine", "Elke vraag die jullie hier stellen, krijgt binnen twee dagen een antwoord van mij.", "") { AtNight = true },
                Holidays.HoursOf(company.Branches.Single(b => b.Id == launch.Branch)), Acting(director), planned);
            launch.Tick(wave, launch.Checks[0].Id, new Evidence(Seen[^1]), Acting(director), signed - Duration.FromHours(3));
            launch.SignOff(wave, new VerdictGiven.Go(), SignOffSnapshot.Of(wave, launch).Fingerprint, Acting(director), signed);
        }

        wave.Start(StartGate.Open, lead, signed + Duration.FromHours(1));
        wave.GoLive(wave.MomentAt);
        foreach (var launch in wave.Launches)
        {
            launch.Announce(wave.MomentAt);
        }

        return wave;
    }

    // The first branches are ready and signed, the last but one is behind, and the last one's go is stale.
    private void Live(Wave wave, Launch launch, Person person, int place)
    {
        var (director, last) = (Acting(person), company.Coming.Count - 1);
        var behind = place == last - 1;
        var signs = !behind && (place % 3 == 0 || place == last);
        Look(wave, launch, person, met: signs || (!behind && place % 2 == 0));
        var answered = launch.Checks.Where(c => c.Measure is null).ToList();
        var done = behind ? 1 : signs ? answered.Count : answered.Count - 1 - (place % 2);
        for (var i = 0; i < done; i++)
        {
            var check = answered[i];
            var on = check.Due.PlusDays(-_dice.Next(1, 9));
            var at = (on + new LocalTime(_dice.Next(9, 17), _dice.Next(60))).InZoneLeniently(wave.Zone).ToInstant();
            launch.Tick(wave, check.Id, new Evidence(Seen[i]), director, at < company.Now ? at : company.Now - Duration.FromHours(_dice.Next(20, 70)));
        }

        if (!signs)
        {
            return;
        }

        launch.SignOff(wave, new VerdictGiven.Go(), SignOffSnapshot.Of(wave, launch).Fingerprint, director, company.Now - Duration.FromHours(18));
        if (place == last)
        {
            launch.FallBack(wave, launch.Checks[1].Id, "De zaal is teruggevraagd voor een klant.", director, company.Now - Duration.FromHours(3));
        }
    }

    // Readings of some days ago; the job refreshes them as soon as it runs.
    private void Look(Wave wave, Launch launch, Person director, bool met)
    {
        var (days, heads) = (company.Now - Duration.FromDays(5), company.People.Count(p => p.Branch == launch.Branch));
        if (met)
        {
            director.CompletedProfile(days);
            launch.TestMailArrived(days);
            var order = $"5 Welkom: waarom we dit doen\n5 De film\n10 Mijn eigen pagina op {company.Shape.Platform}\n10 Iedereen opent {company.Shape.Platform} op de telefoon\n10 Vragen\n5 Het appel, en koffie";
            launch.PlanKickOff(wave, new KickOffPlan(wave.Moment.PlusMinutes(-15), 45, "kantine", $"We beginnen samen aan {company.Shape.Platform}. Breng je telefoon mee.", order), Holidays.HoursOf(company.Branches.Single(b => b.Id == launch.Branch)), Acting(director), days);
            launch.InviteToKickOff(Acting(director), days);
        }

        launch.RecordReading(wave, new Dictionary<Measure, Reading>
        {
            [Measure.KickOffPlanned] = Reading.Of(met),
            [Measure.DirectorProfile] = Reading.Of(director.ProfileCompleteSince is not null),
            [Measure.TestMail] = Reading.Of(met),
            [Measure.Ambassadors] = new(Math.Max(1, company.Shape.Ambassadors * heads / company.Shape.People), heads),
            [Measure.InfosessionReach] = new(0, heads),
        }, days);
    }

    private CurrentUser Acting(Person person) => new(
        person.Id, person.Name, person.Branch, "", person.Email, person.Language, true, person.IsLead, false, null,
        [.. company.Branches.Where(b => b.Director == person.Id).Select(b => b.Id)]);
}
