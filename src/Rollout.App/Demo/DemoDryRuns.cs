using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Demo;

/// <summary>Invents dry-runs with a few key users of each branch, their findings, and the outcomes.</summary>
internal sealed class DemoDryRuns(DemoCompany company)
{
    private static readonly LocalTime Early = new(9, 0);

    private static readonly (string Text, FindingState Becomes, string Answer)[] Found =
    [
        ("Na drie kwartier ben ik de draad kwijt. Kan er een pauze in?", FindingState.Changed, "Er is nu een pauze van tien minuten, na het eerste zelf doen."),
        ("Er staan woorden in die niemand hier gebruikt: feed, stream, tag.", FindingState.Changed, "Ze zijn vervangen door gewone woorden."),
        ("Ik wil ook zien hoe het op mijn telefoon gaat.", FindingState.Accepted, ""),
        ("Kan het niet in een halfuur?", FindingState.Refused, "Zonder zelf doen blijft er niets hangen; daar is de tijd voor nodig."),
    ];

    private IReadOnlyList<Person> KeyUsers { get; } =
        [.. company.Branches.SelectMany(b => company.StaffOf(b).Where(p => p.Email is not null).OrderBy(p => p.SearchName, StringComparer.Ordinal).Take(b.Position <= 3 ? 2 : 1))];

    /// <summary>The dry-run of a topic before it opened; all its findings are settled.</summary>
    public IEnumerable<object> Settled(Topic topic)
    {
        var number = company.Shape.Topics.TakeWhile(t => t.Title != topic.Title).Count();
        return Held(topic, company.Today.PlusDays(-44 - number), number, settle: true);
    }

    /// <summary>A topic in preparation: one dry-run in the past with an open finding, and one to come.</summary>
    public IEnumerable<object> StillOpen(Instant planned)
    {
        var topic = Topic.Add(
            new TopicDraft($"{company.Shape.Platform} voor je team", "Met je eigen team afspreken wat waar hoort, en ermee beginnen.", 60, 12, company.Shape.Languages[0]) { Languages = company.Shape.Languages }, planned);
        var lead = company.Branches[0];
        var coming = DryRun(topic, WorkingDay(company.Today.PlusDays(3), 1), lead, company.Facilitators[^1]);
        return
        [
            topic, .. Held(topic, company.Today.PlusDays(-13), 0, settle: false),
            coming, .. KeyUsers.Select(k => KeyUser.Invite(coming, k.Id, hasMail: true, company.Now)), .. KeyUsers.Take(2).Select(k => Registration.Of(k.Id, coming.Id, company.Now)),
        ];
    }

    private IEnumerable<object> Held(Topic topic, LocalDate around, int turn, bool settle)
    {
        var branch = company.Branches[turn % company.Branches.Count];
        var dryRun = DryRun(topic, WorkingDay(around, -1), branch, company.Facilitators[turn % company.Facilitators.Count]);
        yield return dryRun;
        var came = new List<Registration>();
        foreach (var person in KeyUsers)
        {
            yield return KeyUser.Invite(dryRun, person.Id, hasMail: true, dryRun.StartsAt - Duration.FromDays(7));
            var registration = Registration.Of(person.Id, dryRun.Id, dryRun.StartsAt - Duration.FromDays(5));
            registration.Tick(came: true, dryRun.StartsAt, dryRun.EndsAt);
            came.Add(registration);
            yield return registration;
        }

        foreach (var thing in DemoFeedback.On(dryRun, came, company, mean: 3.2, answering: 1).Concat(Findings(dryRun, settle)))
        {
            yield return thing;
        }
    }

    private IEnumerable<Finding> Findings(Infosession dryRun, bool settle)
    {
        for (var i = 0; i < Found.Length; i++)
        {
            var (text, becomes, answer) = Found[i];
            var at = dryRun.EndsAt + Duration.FromMinutes(10 + (7 * i));
            var finding = Finding.Give(dryRun, KeyUsers[i % KeyUsers.Count].Id, wasThere: true, 0, text, at);
            if (settle || i is 1 or 3)
            {
                Settle(finding, becomes, answer, company.Lead.Id, at + Duration.FromDays(1));
            }

            yield return finding;
        }
    }

    private static void Settle(Finding finding, FindingState becomes, string answer, PersonId by, Instant at)
    {
        switch (becomes)
        {
            case FindingState.Changed:
                finding.Change(answer, by, at);
                break;
            case FindingState.Refused:
                finding.Refuse(answer, by, at);
                break;
            default:
                finding.Accept(answer, by, at);
                break;
        }
    }

    private Infosession DryRun(Topic topic, LocalDate day, Branch branch, Person facilitator) => Infosession.PlanDryRun(
        topic.Id,
        new SessionPlan
        {
            Time = new SessionTime(day + Early, branch.Zone, 60),
            Branch = branch.Id,
            Calendar = Holidays.Of(branch.DaysOff),
            Place = "vergaderzaal 1",
            Link = null,
            Seats = 15,
            Facilitator = facilitator.Id,
            Language = topic.Language,
        },
        company.Now - Duration.FromDays(60));

    private LocalDate WorkingDay(LocalDate day, int step)
    {
        while (day.DayOfWeek > IsoDayOfWeek.Friday || company.Branches.Any(b => Holidays.Of(b.DaysOff).IsPublicHoliday(day)))
        {
            day = day.PlusDays(step);
        }

        return day;
    }
}
