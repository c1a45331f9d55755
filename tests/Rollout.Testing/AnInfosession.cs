using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Testing;

/// <summary>Infosessions for tests, by default published and about an open topic.</summary>
public static class AnInfosession
{
    /// <summary>Tuesday 1 December 2026, 14:00.</summary>
    public static readonly LocalDateTime Tuesday = new(2026, 12, 1, 14, 0);

    public static Topic Topic(string title = "De Brug in je werkdag", bool open = true)
    {
        var topic = Domain.Infosessions.Topic.Add(title, "What it is, and what it is for.", 120, 14, "nl", A.Monday);
        if (open)
        {
            topic.Open([], A.Monday);
        }

        return topic;
    }

    public static Infosession Of(
        Topic topic, Branch at, Person by, int seats = 20, LocalDateTime? starts = null, string? place = "Zaal 1", string? link = null, bool published = true, Instant? now = null)
    {
        var session = Infosession.Plan(topic.Id, Plan(at, by, seats, starts, place, link), now ?? A.Monday);
        if (published)
        {
            session.Publish(topicIsOpen: true, now ?? A.Monday);
        }

        return session;
    }

    /// <summary>A dry-run, to which nobody is invited yet.</summary>
    public static Infosession DryRunOf(Topic topic, Branch at, Person by, int seats = 20, LocalDateTime? starts = null) =>
        Infosession.PlanDryRun(topic.Id, Plan(at, by, seats, starts, "Zaal 9", null), A.Monday);

    /// <summary>Someone who gives infosessions.</summary>
    public static Person Facilitator(Branch of, string name = "Joost Maes")
    {
        var person = A.Person(of, name);
        person.GrantFacilitatorRole();
        return person;
    }

    private static SessionPlan Plan(Branch at, Person by, int seats, LocalDateTime? starts, string? place, string? link) => new()
    {
        Time = new SessionTime(starts ?? Tuesday, at.Zone, 120),
        Branch = at.Id,
        Calendar = Holidays.Of(at.DaysOff),
        Place = place,
        Link = link,
        Seats = seats,
        Facilitator = by.Id,
        Language = "nl",
    };
}
