using NodaTime;
using NodaTime.Text;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>An infosession is planned, published, moved and cancelled.</summary>
public sealed class InfosessionTests
{
    [Theory]
    [InlineData("2026-12-01T14:00", "2026-11-30T09:00:00Z")] // Tuesday: Monday 10:00
    [InlineData("2026-11-30T14:00", "2026-11-27T09:00:00Z")] // Monday: Friday
    [InlineData("2027-03-30T14:00", "2027-03-26T09:00:00Z")] // after Easter Monday: Good Friday is worked in Belgium, winter time
    public void The_reminder_comes_at_ten_on_the_working_day_before(string local, string due) =>
        Assert.Equal(InstantPattern.General.Parse(due).Value, Some.Plan(local).RemindAt);

    [Fact]
    public void A_session_on_a_public_holiday_of_its_branch_is_refused() =>
        Refused.By(InfosessionRules.NotOnAPublicHoliday, () => Some.Session("2026-12-25T14:00"));

    [Fact]
    public void One_online_for_everyone_may_be_on_a_holiday_somewhere() =>
        Assert.Null(Infosession.Plan(TopicId.New(), Some.Plan("2026-12-25T14:00") with { Branch = null, Link = "https://meet.voorbeeld.be/x" }, A.Monday).Branch);

    [Fact]
    public void It_needs_a_place_or_a_link() =>
        Refused.By(InfosessionRules.NeedsAPlaceOrLink, () => Infosession.Plan(TopicId.New(), Some.Plan() with { Place = " ", Link = "" }, A.Monday));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("meet.voorbeeld.be")]
    [InlineData("file:///etc/passwd")]
    public void A_link_is_a_web_address(string link) =>
        Refused.By(InfosessionRules.LinkIsAnAddress, () => Infosession.Plan(TopicId.New(), Some.Plan() with { Link = link }, A.Monday));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(501)]
    public void Seats_are_between_1_and_500(int seats) =>
        Refused.By(InfosessionRules.SeatsFit, () => Infosession.Plan(TopicId.New(), Some.Plan() with { Seats = seats }, A.Monday));

    [Fact]
    public void It_is_not_planned_in_the_past() => Refused.By(InfosessionRules.NotInThePast, () => Some.Session("2026-11-20T14:00"));

    [Fact]
    public void It_is_published_only_once_its_topic_is_open()
    {
        var session = Some.Session();

        Refused.By(InfosessionRules.TopicMustBeOpen, () => session.Publish(topicIsOpen: false, A.Monday));
        session.Publish(topicIsOpen: true, A.Monday);

        Assert.Equal(InfosessionState.Published, session.State);
    }

    [Fact]
    public void Moving_raises_the_sequence_and_more_seats_do_not()
    {
        var session = Some.Published();

        Assert.False(session.Replan(Some.Plan() with { Seats = 30, Facilitator = PersonId.New() }, A.Monday));
        Assert.Equal(0, session.Sequence);
        Assert.True(session.Replan(Some.Plan("2026-12-02T14:00"), A.Monday));
        Assert.Equal(1, session.Sequence);
        Assert.True(session.Replan(Some.Plan("2026-12-02T14:00") with { Place = "Zaal 2" }, A.Monday));
        Assert.Equal(2, session.Sequence);
    }

    [Fact]
    public void Outside_hours_is_meant_when_it_is_placed_there_and_not_again_for_its_seats()
    {
        var host = new HostBranch("Gent", new WorkingHours(A.Brussels, Holidays.In("BE"), new LocalTime(9, 0), new LocalTime(17, 0)), Some.Plan("2026-12-02T09:00").Time.StartsAt);
        var evening = Some.Plan("2026-12-01T18:00") with { Host = host };
        var session = Some.Published();

        Refused.By(InfosessionRules.InBranchHours, () => session.Replan(evening, A.Monday));
        session.Replan(evening with { OutsideHours = true }, A.Monday);
        session.Replan(evening with { Seats = 30 }, A.Monday);
        Refused.By(InfosessionRules.InBranchHours, () => session.Replan(Some.Plan("2026-12-01T18:15") with { Host = host }, A.Monday));
        Refused.By(InfosessionRules.BeforeGoLive, () => session.Replan(Some.Plan("2026-12-02T09:00") with { Host = host }, A.Monday));
        session.Replan(Some.Plan("2026-12-01T15:00") with { Host = host }, A.Monday);

        Assert.Equal((14, false), (session.Seats, session.OutsideHours));
    }

    [Fact]
    public void A_session_moved_to_within_the_reminder_gets_none()
    {
        var session = Some.Published();

        session.Replan(Some.Plan("2026-11-24T14:00"), Instant.FromUtc(2026, 11, 23, 10, 0));

        Assert.Null(session.RemindAt);
    }

    [Fact]
    public void A_cancelled_session_stays_cancelled()
    {
        var session = Some.Published();
        Refused.By(InfosessionRules.CancellingNeedsAReason, () => session.Cancel("  ", A.Monday));
        session.Cancel("The room is flooded.", A.Monday);

        Assert.Equal(1, session.Sequence);
        Refused.By(InfosessionRules.IsNotCancelled, () => session.Cancel("Again", A.Monday));
        Refused.By(InfosessionRules.IsNotCancelled, () => session.Publish(true, A.Monday));
        Refused.By(InfosessionRules.IsNotCancelled, () => session.Replan(Some.Plan(), A.Monday));
        Assert.Equal(InfosessionState.Cancelled, session.State);
    }
}
