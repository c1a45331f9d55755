using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

public sealed class InfosessionTests
{
    [Theory]
    [InlineData("2027-03-27T14:00", "2027-03-27T13:00:00Z")]
    [InlineData("2027-03-28T14:00", "2027-03-28T12:00:00Z")] // summer time began that night
    [InlineData("2027-10-30T14:00", "2027-10-30T12:00:00Z")]
    [InlineData("2027-10-31T14:00", "2027-10-31T13:00:00Z")] // and ended that one
    [InlineData("2027-10-31T02:30", "2027-10-31T00:30:00Z")] // comes twice: the first is meant
    public void It_starts_at_the_local_time_of_its_place(string local, string utc)
    {
        var time = new SessionTime(Local(local), A.Brussels, 120);

        Assert.Equal(InstantPattern.General.Parse(utc).Value, time.StartsAt);
        Assert.Equal(Duration.FromHours(2), time.EndsAt - time.StartsAt);
    }

    [Fact]
    public void A_time_the_clocks_skip_is_refused() =>
        Refused.By(InfosessionRules.ClocksSkipThisTime, () => _ = new SessionTime(Local("2027-03-28T02:30"), A.Brussels, 120));

    [Fact]
    public void A_week_later_keeps_the_hour_over_the_change_of_the_clocks()
    {
        var later = new SessionTime(Local("2027-03-25T14:00"), A.Brussels, 60).WeeksLater(1);

        Assert.Equal(Local("2027-04-01T14:00"), later.Starts);
        Assert.Equal(Instant.FromUtc(2027, 4, 1, 12, 0), later.StartsAt);
    }

    [Theory]
    [InlineData("2026-12-01T14:00", "2026-11-30T09:00:00Z")] // Tuesday: Monday 10:00
    [InlineData("2026-11-30T14:00", "2026-11-27T09:00:00Z")] // Monday: Friday
    [InlineData("2027-03-30T14:00", "2027-03-26T09:00:00Z")] // after Easter Monday: Good Friday is worked in Belgium, winter time
    public void The_reminder_comes_at_ten_on_the_working_day_before(string local, string due) =>
        Assert.Equal(InstantPattern.General.Parse(due).Value, Plan(local).RemindAt);

    [Fact]
    public void A_session_on_a_public_holiday_of_its_branch_is_refused() =>
        Refused.By(InfosessionRules.NotOnAPublicHoliday, () => Session("2026-12-25T14:00"));

    [Fact]
    public void One_online_for_everyone_may_be_on_a_holiday_somewhere() =>
        Assert.Null(Infosession.Plan(TopicId.New(), Plan("2026-12-25T14:00") with { Branch = null, Link = "https://meet.voorbeeld.be/x" }, A.Monday).Branch);

    [Fact]
    public void It_needs_a_place_or_a_link() =>
        Refused.By(InfosessionRules.NeedsAPlaceOrLink, () => Infosession.Plan(TopicId.New(), Plan() with { Place = " ", Link = "" }, A.Monday));

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("meet.voorbeeld.be")]
    [InlineData("file:///etc/passwd")]
    public void A_link_is_a_web_address(string link) =>
        Refused.By(InfosessionRules.LinkIsAnAddress, () => Infosession.Plan(TopicId.New(), Plan() with { Link = link }, A.Monday));

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(501)]
    public void Seats_are_between_1_and_500(int seats) =>
        Refused.By(InfosessionRules.SeatsFit, () => Infosession.Plan(TopicId.New(), Plan() with { Seats = seats }, A.Monday));

    [Fact]
    public void It_is_not_planned_in_the_past() => Refused.By(InfosessionRules.NotInThePast, () => Session("2026-11-20T14:00"));

    [Fact]
    public void It_is_published_only_once_its_topic_is_open()
    {
        var session = Session();

        Refused.By(InfosessionRules.TopicMustBeOpen, () => session.Publish(topicIsOpen: false, A.Monday));
        session.Publish(topicIsOpen: true, A.Monday);

        Assert.Equal(InfosessionState.Published, session.State);
    }

    [Fact]
    public void Moving_raises_the_sequence_and_more_seats_do_not()
    {
        var session = Published();

        Assert.False(session.Replan(Plan() with { Seats = 30, Facilitator = PersonId.New() }, A.Monday));
        Assert.Equal(0, session.Sequence);
        Assert.True(session.Replan(Plan("2026-12-02T14:00"), A.Monday));
        Assert.Equal(1, session.Sequence);
        Assert.True(session.Replan(Plan("2026-12-02T14:00") with { Place = "Zaal 2" }, A.Monday));
        Assert.Equal(2, session.Sequence);
    }

    [Fact]
    public void Outside_hours_is_meant_when_it_is_placed_there_and_not_again_for_its_seats()
    {
        var host = new HostBranch("Gent", new WorkingHours(A.Brussels, "BE", new LocalTime(9, 0), new LocalTime(17, 0)), Plan("2026-12-02T09:00").Time.StartsAt);
        var evening = Plan("2026-12-01T18:00") with { Host = host };
        var session = Published();

        Refused.By(InfosessionRules.InBranchHours, () => session.Replan(evening, A.Monday));
        session.Replan(evening with { OutsideHours = true }, A.Monday);
        session.Replan(evening with { Seats = 30 }, A.Monday);
        Refused.By(InfosessionRules.InBranchHours, () => session.Replan(Plan("2026-12-01T18:15") with { Host = host }, A.Monday));
        Refused.By(InfosessionRules.BeforeGoLive, () => session.Replan(Plan("2026-12-02T09:00") with { Host = host }, A.Monday));
        session.Replan(Plan("2026-12-01T15:00") with { Host = host }, A.Monday);

        Assert.Equal((14, false), (session.Seats, session.OutsideHours));
    }

    [Fact]
    public void A_session_moved_to_within_the_reminder_gets_none()
    {
        var session = Published();

        session.Replan(Plan("2026-11-24T14:00"), Instant.FromUtc(2026, 11, 23, 10, 0));

        Assert.Null(session.RemindAt);
    }

    [Fact]
    public void A_cancelled_session_stays_cancelled()
    {
        var session = Published();
        Refused.By(InfosessionRules.CancellingNeedsAReason, () => session.Cancel("  ", A.Monday));
        session.Cancel("The room is flooded.", A.Monday);

        Assert.Equal(1, session.Sequence);
        Refused.By(InfosessionRules.CancelledStaysCancelled, () => session.Cancel("Again", A.Monday));
        Refused.By(InfosessionRules.CancelledStaysCancelled, () => session.Publish(true, A.Monday));
        Refused.By(InfosessionRules.CancelledStaysCancelled, () => session.Replan(Plan(), A.Monday));
        Refused.By(InfosessionRules.OpenForSignUp, () => session.MustWelcome(A.Monday));
    }

    [Fact]
    public void Nobody_signs_up_for_a_draft_or_after_the_start()
    {
        Refused.By(InfosessionRules.OpenForSignUp, () => Session().MustWelcome(A.Monday));
        Refused.By(InfosessionRules.SignUpUntilItStarts, () => Published().MustWelcome(Published().StartsAt));
        Published().MustWelcome(Published().StartsAt - Duration.FromSeconds(1));
    }

    [Fact]
    public void A_place_is_given_back_until_the_start_and_taken_up_again()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Published().StartsAt;

        Refused.By(InfosessionRules.WithdrawUntilItStarts, () => registration.Withdraw(start, start));
        registration.Withdraw(start, start - Duration.FromSeconds(1));
        Refused.By(InfosessionRules.OnlyWhoIsRegisteredWithdraws, () => registration.Withdraw(start, A.Monday));
        registration.ComeBack(A.Monday);

        Assert.Equal((RegistrationState.Registered, 2), (registration.State, registration.Changes));
    }

    [Fact]
    public void Who_came_is_ticked_once_the_door_is_open_and_can_be_corrected()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Published().StartsAt;

        Refused.By(InfosessionRules.AttendanceOnceTheDoorIsOpen, () => registration.Tick(true, start, start - Infosession.DoorOpens - Duration.FromSeconds(1)));
        registration.Tick(true, start, start - Infosession.DoorOpens);
        registration.Tick(false, start, start);

        Assert.Equal(RegistrationState.NoShow, registration.State);
    }

    [Fact]
    public void Who_withdrew_cannot_have_come()
    {
        var registration = Registration.Of(PersonId.New(), InfosessionId.New(), A.Monday);
        var start = Published().StartsAt;
        registration.Withdraw(start, A.Monday);

        Refused.By(InfosessionRules.OnlyWhoHeldASeatIsTicked, () => registration.Tick(true, start, start));
    }

    private static Infosession Session(string local = "2026-12-01T14:00") => Infosession.Plan(TopicId.New(), Plan(local), A.Monday);

    private static Infosession Published()
    {
        var session = Session();
        session.Publish(topicIsOpen: true, A.Monday);
        return session;
    }

    private static SessionPlan Plan(string local = "2026-12-01T14:00") => new()
    {
        Time = new SessionTime(Local(local), A.Brussels, 120),
        Branch = SomeBranch,
        Country = "BE",
        Place = "Zaal 1",
        Seats = 14,
        Facilitator = SomeFacilitator,
        Language = "nl",
    };

    private static readonly BranchId SomeBranch = BranchId.New();
    private static readonly PersonId SomeFacilitator = PersonId.New();

    private static LocalDateTime Local(string text) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text).Value;
}
