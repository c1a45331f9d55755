using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Domain.Tests.Branches;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>What each rule plans, as a pure function of facts and now.</summary>
public sealed class NudgePlansTests
{
    private static readonly WorkingHours Hours = WorkingHoursTests.Hours("BE");
    private static readonly PersonId Someone = PersonId.New();

    [Fact]
    public void An_ambassador_on_pace_is_left_in_peace_and_one_behind_is_asked()
    {
        // Ten in ten weeks, five weeks in.
        BehindPaceRule With(int done) => new(Someone, Hours, 10, done, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28));

        Assert.Null(With(5).Plan(At("2026-11-23T10:00:00")));
        Assert.Equal(At("2026-11-23T10:00:00"), With(2).Plan(At("2026-11-23T10:00:00"))!.DueAt);
    }

    [Fact]
    public void A_week_is_one_occasion_and_the_next_week_another()
    {
        var facts = new BehindPaceRule(Someone, Hours, 10, 0, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28));
        string Key(string local) => facts.Plan(At(local))!.Key;

        Assert.Equal(Key("2026-11-23T10:00:00"), Key("2026-11-27T16:00:00"));
        Assert.NotEqual(Key("2026-11-27T16:00:00"), Key("2026-11-30T10:00:00"));
        Assert.Equal(Key("2026-11-28T10:00:00"), Key("2026-11-30T10:00:00")); // asked on a Saturday means planned for Monday
    }

    [Fact]
    public void Nothing_is_asked_once_the_window_is_over_nor_before_it_began()
    {
        var facts = new BehindPaceRule(Someone, Hours, 10, 0, new LocalDate(2026, 11, 2), new LocalDate(2026, 11, 20));

        Assert.Null(facts.Plan(At("2026-10-30T10:00:00")));
        Assert.NotNull(facts.Plan(At("2026-11-20T16:59:00")));
        Assert.Null(facts.Plan(At("2026-11-20T17:01:00"))); // it would be sent on Monday, after the end
    }

    [Theory]
    [InlineData("2026-11-23T16:00:00", null)] // invited on Thursday 19, two working days later
    [InlineData("2026-11-24T08:00:00", "1")] // due at opening of the third
    [InlineData("2026-11-27T16:00:00", "1")]
    [InlineData("2026-11-27T17:30:00", "2")] // as seen that evening it would go on Monday, the seventh
    [InlineData("2026-11-30T09:00:00", "2")]
    [InlineData("2026-12-04T16:59:00", "2")]
    [InlineData("2026-12-07T09:00:00", null)] // and then nothing any more
    [InlineData("2027-03-01T09:00:00", null)]
    public void An_invited_colleague_is_asked_after_three_working_days_once_more_after_seven_and_then_left_in_peace(string now, string? step)
    {
        var facts = new ProfileOpenRule(Someone, Hours, InvitationId.New(), At("2026-11-19T14:00:00"), Complete: false);

        Assert.Equal(step, facts.Plan(At(now))?.DeduplicationKey[^1..]);
        Assert.Null((facts with { Complete = true }).Plan(At(now)));
    }

    [Theory]
    [InlineData("2026-11-23T08:59:00", "2026-11-23T09:00:00")] // go-live is on Monday 7 December
    [InlineData("2026-11-22T12:00:00", "2026-11-23T09:00:00")]
    [InlineData("2026-11-20T16:00:00", null)] // seventeen days before
    [InlineData("2026-12-06T12:00:00", null)] // it would be due at the moment itself
    [InlineData("2026-12-04T16:00:00", "2026-12-04T16:00:00")]
    public void In_the_two_weeks_before_go_live_a_person_without_an_infosession_is_asked(string now, string? due)
    {
        var facts = new NoInfosessionRule(Someone, Hours, LaunchId.New(), At("2026-12-07T09:00:00"), HasSeatOrCame: false, SeatsToPick: true);

        Assert.Equal(due is null ? null : At(due), facts.Plan(At(now))?.DueAt);
        Assert.Null((facts with { HasSeatOrCame = true }).Plan(At(now)));
        Assert.Null((facts with { SeatsToPick = false }).Plan(At(now)));
    }

    [Theory]
    [InlineData("2027-03-28T01:30:00")] // the night the clocks go forward
    [InlineData("2027-03-28T03:00:00")]
    [InlineData("2027-10-31T02:30:00")] // and back
    [InlineData("2026-12-25T11:00:00")]
    [InlineData("2026-11-21T11:00:00")]
    public void Whatever_is_planned_is_due_in_working_hours_and_dies_later(string now)
    {
        var moment = At(now);
        var today = Hours.DateOf(moment);
        PlannedNudge?[] plans =
        [
            new BehindPaceRule(Someone, Hours, 10, 0, today.PlusDays(-60), today.PlusDays(60)).Plan(moment),
            new ProfileOpenRule(Someone, Hours, InvitationId.New(), moment - Duration.FromDays(8), Complete: false).Plan(moment),
            new NoInfosessionRule(Someone, Hours, LaunchId.New(), moment + Duration.FromDays(9), HasSeatOrCame: false, SeatsToPick: true).Plan(moment),
        ];

        Assert.All(plans, plan =>
        {
            Assert.True(Hours.Contain(plan!.DueAt) && plan.DueAt > moment);
            Assert.True(plan.ExpiresAt > plan.DueAt);
            Assert.True(plan.Key.Length <= 200);
        });
    }

    private static Instant At(string local) => WorkingHoursTests.At(local);
}
