using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>Invents topics, infosessions of the past weeks and the next two, and their registrations.</summary>
internal sealed class DemoInfosessions(DemoCompany company)
{
    private static readonly LocalTime[] Hours = [new(10, 0), new(13, 0), new(15, 0)];
    private static readonly string[] Rooms = ["kantine", "zaal Domtoren", "vergaderzaal 2", "leslokaal", "refter"];

    private readonly Random _dice = company.Dice;

    // A demo is the same each time; its random numbers protect no secrets.
#pragma warning disable CA5394
    private readonly Random _warmUpDice = new(20_261_123);
#pragma warning restore CA5394
    private readonly Dictionary<BranchId, List<Person>> _staff = company.People.Where(p => p.IsLead == false).GroupBy(p => p.Branch).ToDictionary(g => g.Key, g => g.ToList());

    public IEnumerable<object> Invent()
    {
        var planned = company.Now - Duration.FromDays(40);
        var topics = company.Shape.Topics.Select((t, i) => Topic.Add(new TopicDraft(t.Title, t.Summary, t.Minutes, 14, t.Language) { Languages = company.Shape.Languages, Audience = AudienceOf(i), Text = Story, WarmUp = DemoWarmUps.Question }, planned)).ToList();
        var rehearsed = topics.SelectMany(t => new DemoDryRuns(company).Settled(t)).ToList();
        topics.ForEach(t => t.Open([.. rehearsed.OfType<Finding>().Where(f => f.Topic == t.Id)], planned));
        return
        [
            .. topics, .. rehearsed, .. topics.SelectMany(Material), .. Slots().SelectMany((slot, i) => Session(topics[i % topics.Count], slot, planned)),
            .. new DemoDryRuns(company).StillOpen(planned), .. new DemoDrafts(company).Of(topics[0]),
        ];
    }

    private const string Story = "1. Waarom we dit doen, in vijf minuten.\n2. Hoe een gewone dag eruitziet, voor en na.\n3. Zelf doen: een vraag stellen, een collega vinden, een groep volgen.\n4. Vragen, en wat je morgen als eerste probeert.";

    // The second topic of each company is for people who seldom sit at a desk.
    private static Audience AudienceOf(int topic) => topic == 1 ? Audience.Of([WorkType.Field, WorkType.Shop], []) : Audience.Everyone;

    private IEnumerable<object> Material(Topic topic)
    {
        yield return Domain.Infosessions.Material.LinkTo(topic.Id, "Korte film: een dag met " + company.Shape.Platform, $"https://{company.Shape.Name}.example/film", 0, company.Now - Duration.FromDays(38));
        var pdf = DemoPdf.Saying(topic.Title);
        var handout = Domain.Infosessions.Material.Keep(topic.Id, "Op één blad", "op-een-blad.pdf", pdf, pdf.Length, 1, company.Now - Duration.FromDays(37));
        yield return handout;
        yield return new MaterialPart(handout.Id, 0, pdf);
    }

    // One working day, branch and hour at a time, from three weeks back to two weeks ahead, spread so that nobody gives two at once. More than half are still
    // to come, and each branch gets its turn.
    private IEnumerable<(LocalDate Day, Branch Branch, LocalTime Hour)> Slots()
    {
        var coming = (company.Shape.Infosessions * 3 / 5) + 1;
        return [.. Days(1, 14).Take(coming), .. Days(-20, -1).Take(company.Shape.Infosessions - coming)];
    }

    private IEnumerable<(LocalDate Day, Branch Branch, LocalTime Hour)> Days(int first, int last)
    {
        var slots =
            from branch in company.Branches
            from hour in Hours
            from day in Enumerable.Range(first, last - first + 1).Select(d => company.Today.PlusDays(d))
            where day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday) && !Holidays.Of(branch.DaysOff).IsPublicHoliday(day)
            select (day, branch, hour);
        var perBranch = slots.OrderBy(_ => _dice.Next()).GroupBy(s => s.branch).OrderBy(g => g.Key.Position).Select(g => g.ToList()).ToList();
        return Enumerable.Range(0, perBranch.Max(s => s.Count)).SelectMany(turn => perBranch.Where(s => turn < s.Count).Select(s => s[turn]));
    }

    private IEnumerable<object> Session(Topic topic, (LocalDate Day, Branch Branch, LocalTime Hour) slot, Instant planned)
    {
        var (day, branch, hour) = slot;
        var facilitator = company.Facilitators.First(f => f.Branch == branch.Id);
        var online = _dice.NextDouble() < 0.2;
        var session = Infosession.Plan(
            topic.Id,
            new SessionPlan
            {
                Time = new SessionTime(day + hour, branch.Zone, topic.Minutes),
                Branch = branch.Id,
                Calendar = Holidays.Of(branch.DaysOff),
                Host = DemoWave.HostOf(company, branch),
                AfterGoLive = true,
                Place = online ? null : Rooms[_dice.Next(Rooms.Length)],
                Link = online ? $"https://meet.{company.Shape.Name}.example/{_dice.Next(100_000, 999_999)}" : null,
                Seats = new[] { 10, 12, 14, 20, 24 }[_dice.Next(5)],
                Facilitator = facilitator.Id,
                Language = branch.Name == "Bruxelles" ? "fr" : topic.Language,
            },
            planned);
        yield return session;
        session.Publish(topicIsOpen: true, planned);
        var answers = new DemoWarmUps(company.Now, _warmUpDice);
        var signedUp = SignUps(session, branch, answers).ToList();
        foreach (var thing in signedUp.Concat<object>(answers.Given).Concat(DemoFeedback.On(session, signedUp, company, mean: 4.1)))
        {
            yield return thing;
        }
    }

    private IEnumerable<Registration> SignUps(Infosession session, Branch branch, DemoWarmUps answers)
    {
        var past = session.EndsAt < company.Now;
        var taken = past ? _dice.Next(session.Seats / 2, session.Seats + 1) : _dice.NextDouble() < 0.15 ? session.Seats : _dice.Next(1, session.Seats);
        var who = new HashSet<Person>();
        while (who.Count < taken)
        {
            who.Add(_staff[branch.Id][_dice.Next(_staff[branch.Id].Count)]);
        }

        foreach (var person in who)
        {
            var registration = Registration.Of(person.Id, session.Id, session.StartsAt < company.Now ? session.StartsAt - Duration.FromDays(3) : company.Now - Duration.FromHours(_dice.Next(2, 90)));
            var likely = answers.Ask(registration, session, person);
            if (past)
            {
                registration.Tick(_dice.NextDouble() < likely, session.StartsAt, session.EndsAt);
            }

            yield return registration;
        }

        if (!past && taken == session.Seats)
        {
            foreach (var waiting in Waiting(session, branch, who))
            {
                yield return waiting;
            }
        }
    }

    // Full infosessions get a waiting list.
    private IEnumerable<Registration> Waiting(Infosession session, Branch branch, HashSet<Person> seated)
    {
        var line = _staff[branch.Id].Where(p => !seated.Contains(p)).OrderBy(_ => _dice.Next()).Take(_dice.Next(2, 6));
        return line.Select((person, i) => Registration.Waiting(person.Id, session.Id, i + 1, company.Now - Duration.FromMinutes(90 - (10 * i))));
    }
}
