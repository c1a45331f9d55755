using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>An infosession of fourteen seats in a branch in Belgium, on Tuesday 1 December at 14:00 by default.</summary>
internal static class Some
{
    private static readonly BranchId Gent = BranchId.New();
    private static readonly PersonId Joost = PersonId.New();

    public static Infosession Session(string local = "2026-12-01T14:00") => Infosession.Plan(TopicId.New(), Plan(local), A.Monday);

    public static Infosession Published()
    {
        var session = Session();
        session.Publish(topicIsOpen: true, A.Monday);
        return session;
    }

    public static SessionPlan Plan(string local = "2026-12-01T14:00") => new()
    {
        Time = new SessionTime(Local(local), A.Brussels, 120),
        Branch = Gent,
        Calendar = Holidays.In("BE"),
        Place = "Zaal 1",
        Seats = 14,
        Facilitator = Joost,
        Language = "nl",
    };

    public static LocalDateTime Local(string text) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value;
}
