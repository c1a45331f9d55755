using NodaTime;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>Manual changes in the preview survive going back to the form.</summary>
public sealed class SeriesRowTests
{
    private static readonly (TopicId Topic, BranchId Branch, PersonId Els, PersonId Joost) Some = (TopicId.New(), BranchId.New(), PersonId.New(), PersonId.New());
    private static readonly LocalDateTime Tuesday = new(2026, 12, 1, 14, 0);

    [Fact]
    public void What_was_changed_by_hand_stays_and_what_the_form_says_follows_the_form()
    {
        var before = SeriesRow.Of(Wanted(Tuesday, "Zaal 1", Some.Els), []);
        (before.Chosen, before.Hour) = (false, "16:15");

        var row = SeriesRow.Of(Wanted(Tuesday, "Zaal 2", Some.Joost), [before]);

        Assert.Equal((false, "16:15", "Zaal 2", Some.Joost), (row.Chosen, row.Hour, row.Place, row.Facilitator));
    }

    [Fact]
    public void Another_room_or_facilitator_stays_too()
    {
        var before = SeriesRow.Of(Wanted(Tuesday, "Zaal 1", Some.Els), []);
        (before.Place, before.Facilitator) = ("Refter", Some.Joost);

        var row = SeriesRow.Of(Wanted(Tuesday, "Zaal 2", Some.Els), [before]);

        Assert.Equal((true, "14:00", "Refter", Some.Joost), (row.Chosen, row.Hour, row.Place, row.Facilitator));
    }

    [Fact]
    public void Another_day_is_another_one()
    {
        var before = SeriesRow.Of(Wanted(Tuesday, "Zaal 1", Some.Els), []);
        before.Chosen = false;

        Assert.True(SeriesRow.Of(Wanted(Tuesday.PlusDays(1), "Zaal 1", Some.Els), [before]).Chosen);
    }

    [Fact]
    public void What_was_moved_stays_moved()
    {
        var before = SeriesRow.Of(Wanted(Tuesday, "Zaal 1", Some.Els), []);
        before.MoveTo(Tuesday.PlusDays(1).PlusHours(2));

        var row = SeriesRow.Of(Wanted(Tuesday, "Zaal 1", Some.Els), [before]);

        Assert.Equal(Tuesday.PlusDays(1).PlusHours(2), row.With(false, false).Plan.Starts);
    }

    private static RequestedInfosession Wanted(LocalDateTime starts, string place, PersonId by) => new(Some.Topic, new PlanRequest(Some.Branch, starts, 60, place, null, 20, by, "nl"));
}
