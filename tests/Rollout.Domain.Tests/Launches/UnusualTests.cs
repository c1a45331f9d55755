using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>What cannot be is refused; what may be wanted and seldom is, is asked on purpose.</summary>
public sealed class UnusualTests
{
    private readonly Setting _s = new();

    [Theory]
    [InlineData("2026-12-07T02:16")] // at night
    [InlineData("2026-12-06T10:00")] // a Sunday
    [InlineData("2026-12-25T10:00")] // a public holiday
    public void A_go_live_while_a_branch_sleeps_must_be_meant(string local)
    {
        Refused.By(WaveRules.MomentIsInTheDay, () => Mean(local, new MomentMeant(Soon: false, AtNight: false)));
        Mean(local, new MomentMeant(Soon: false, AtNight: true));
    }

    [Fact]
    public void A_go_live_within_a_day_must_be_meant()
    {
        var soon = A.Monday.Plus(Duration.FromMinutes(22)).InZone(A.Brussels).LocalDateTime.ToString("uuuu-MM-dd'T'HH:mm", null);

        Refused.By(WaveRules.MomentGivesTime, () => Mean(soon, default));
        Mean(soon, new MomentMeant(Soon: true, AtNight: false));
    }

    [Fact]
    public void A_wave_says_everything_that_is_missing_at_once()
    {
        var broken = Assert.Throws<BrokenRuleException>(() => Wave.Plan("", new LocalDateTime(2026, 11, 20, 9, 0), A.Brussels, [], [], _s.Lead, A.Monday, new WaveTerms(false, 0, -1, 101)));

        Assert.Equal(
            [WaveRules.NeedsAName, WaveRules.MomentIsAhead, WaveRules.NeedsABranch, WaveRules.NeedsAChecklist, WaveRules.GoLastsSomeDays, WaveRules.LateWindowIsShort, WaveRules.PromiseIsAPercentage],
            broken.All.Select(b => b.Rule));
    }

    [Fact]
    public void A_moment_years_ahead_was_typed_wrong() =>
        Refused.By(WaveRules.MomentIsNotTooFar, () => Wave.Plan("Wave 1", new LocalDateTime(2062, 12, 7, 9, 0), A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.Lead, A.Monday));

    [Fact]
    public void A_kick_off_at_night_must_be_meant()
    {
        var night = new KickOffPlan(new LocalDateTime(2026, 12, 7, 2, 16), 45, "Canteen", "", "");

        Refused.By(LaunchRules.KickOffIsInTheDay, () => PlanKickOff(night));
        Assert.Equal(night.Starts, PlanKickOff(night with { AtNight = true }).Starts);
    }

    [Fact]
    public void A_kick_off_says_everything_that_is_missing_at_once() =>
        Assert.Equal(
            [LaunchRules.KickOffHasATime, LaunchRules.KickOffTakesAWhile, LaunchRules.KickOffNeedsAPlace],
            Assert.Throws<BrokenRuleException>(() => PlanKickOff(new KickOffPlan(null, 0, " ", "", ""))).All.Select(b => b.Rule));

    [Fact]
    public void No_more_can_be_there_than_work_there_unless_visitors_are_counted()
    {
        var live = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        _s.Wave.GoLive(live);

        var broken = Assert.Throws<BrokenRuleException>(() => _s.InGent.Report(999, 3, null, _s.An, live, colleagues: 29));
        Assert.Equal(LaunchRules.PresentWorkThere, broken.Rule);
        Assert.Equal([29, 999], broken.Words);
        Assert.Equal(999, _s.InGent.Report(999, 3, null, _s.An, live, colleagues: null).Present);
    }

    private KickOff PlanKickOff(KickOffPlan plan) => _s.InGent.PlanKickOff(_s.Wave, plan, Holidays.HoursOf(_s.Gent), _s.An, A.Monday);

    private void Mean(string local, MomentMeant meant) => GoLiveMoment.EnsureOverridden(
        NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value, A.Brussels, [("Gent", Holidays.HoursOf(_s.Gent))], meant, A.Monday);
}
