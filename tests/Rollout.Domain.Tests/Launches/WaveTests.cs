using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

public sealed class WaveTests
{
    private readonly Setting _s = new();
    private readonly Instant _moment = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();

    [Theory]
    [InlineData("2027-03-27T09:00", "2027-03-27T08:00:00Z")] // winter
    [InlineData("2027-03-28T09:00", "2027-03-28T07:00:00Z")] // summer time began that night
    [InlineData("2027-03-28T01:59", "2027-03-28T00:59:00Z")]
    [InlineData("2027-03-28T03:00", "2027-03-28T01:00:00Z")]
    [InlineData("2027-10-31T02:30", "2027-10-31T00:30:00Z")] // comes twice: the first is meant
    [InlineData("2027-10-31T03:00", "2027-10-31T02:00:00Z")]
    public void A_moment_is_one_instant(string local, string instant) =>
        Assert.Equal(InstantPattern.General.Parse(instant).Value, GoLiveMoment.InstantOf(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value, A.Brussels));

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(59)]
    public void A_time_the_clocks_skip_is_refused(int minute)
    {
        Refused.By(WaveRules.ClocksSkipThisTime, () => _s.Wave.Move(new LocalDateTime(2027, 3, 28, 2, minute), _s.Lead, A.Monday));
        Assert.Equal(Setting.Moment, _s.Wave.Moment);
    }

    [Fact]
    public void Checks_are_due_so_many_days_before_the_day_of_the_moment() =>
        Assert.Equal([new LocalDate(2026, 11, 30), new LocalDate(2026, 12, 2), new LocalDate(2026, 12, 4)], _s.InGent.Checks.Select(c => c.Due));

    [Fact]
    public void Only_the_lead_plans_moves_starts_and_takes_out()
    {
        _s.Ready();
        Refused.By(WaveRules.OnlyTheLead, () => Wave.Plan("Wave 2", Setting.Moment, A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.An, A.Monday));
        Refused.By(WaveRules.OnlyTheLead, () => _s.Wave.Move(Setting.Moment.PlusDays(1), _s.An, A.Monday));
        Refused.By(WaveRules.OnlyTheLead, () => _s.Wave.Start(_s.An, A.Monday));
        Refused.By(WaveRules.OnlyTheLead, () => _s.Wave.TakeOut(_s.InGent.Id, "no", _s.An, A.Monday));
        Refused.By(WaveRules.OnlyTheLead, () => _s.InGent.AddCheck(_s.Wave, Setting.Checklist[0], Setting.Moment.Date, _s.An));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("   ", 1)]
    [InlineData("x", 61)]
    public void A_wave_needs_a_name_that_fits(string name, int times) =>
        Refused.By(WaveRules.NeedsAName, () => Wave.Plan(string.Concat(Enumerable.Repeat(name, times)), Setting.Moment, A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.Lead, A.Monday));

    [Fact]
    public void A_wave_needs_a_branch_a_checklist_and_a_moment_to_come()
    {
        Refused.By(WaveRules.NeedsABranch, () => Wave.Plan("W", Setting.Moment, A.Brussels, [], Setting.Checklist, _s.Lead, A.Monday));
        Refused.By(WaveRules.NeedsAChecklist, () => Wave.Plan("W", Setting.Moment, A.Brussels, [_s.Gent.Id], [], _s.Lead, A.Monday));
        Refused.By(WaveRules.MomentIsAhead, () => Wave.Plan("W", Setting.Moment, A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.Lead, _moment));
    }

    [Fact]
    public void A_branch_without_a_go_keeps_the_wave_from_starting_and_is_named()
    {
        _s.Go(_s.InGent);

        Refused.By(WaveRules.EveryBranchHasAGo, () => _s.Wave.Start(_s.Lead, A.Monday));
        var blockage = Assert.Single(_s.Wave.Blockages(A.Monday));
        Assert.Equal((_s.Brugge.Id, StandingKind.NotSigned), (blockage.Branch, blockage.Standing.Kind));
        Assert.Equal(WaveState.Planned, _s.Wave.State);
    }

    [Fact]
    public void A_branch_that_is_taken_out_keeps_nobody_waiting_and_does_not_go_live()
    {
        _s.Go(_s.InGent);
        _s.Wave.TakeOut(_s.InBrugge.Id, "No network yet", _s.Lead, A.Monday);

        _s.Wave.Start(_s.Lead, A.Monday);
        Assert.True(_s.Wave.GoLive(_moment));

        Assert.Equal((LaunchState.Live, LaunchState.LeftOut), (_s.InGent.State, _s.InBrugge.State));
        Assert.Equal("No network yet", _s.InBrugge.LeftOutReason);
        Assert.Null(_s.InBrugge.LiveAt);
    }

    [Fact]
    public void Taking_out_needs_a_reason() =>
        Refused.By(LaunchRules.NeedsAReason, () => _s.Wave.TakeOut(_s.InGent.Id, "  ", _s.Lead, A.Monday));

    [Fact]
    public void A_branch_is_put_back_only_before_the_start()
    {
        _s.Ready().Wave.TakeOut(_s.InBrugge.Id, "Wait", _s.Lead, A.Monday);
        _s.Wave.PutBack(_s.InBrugge.Id, _s.Lead);
        Assert.Equal(LaunchState.Planned, _s.InBrugge.State);

        _s.Wave.TakeOut(_s.InBrugge.Id, "Wait", _s.Lead, A.Monday);
        _s.Wave.Start(_s.Lead, A.Monday);
        Refused.By(WaveRules.NotOnceStarted, () => _s.Wave.PutBack(_s.InBrugge.Id, _s.Lead));
    }

    [Fact]
    public void After_the_start_a_branch_can_still_be_taken_out_but_not_the_last()
    {
        _s.Ready().Wave.Start(_s.Lead, A.Monday);
        _s.Wave.TakeOut(_s.InBrugge.Id, "Power cut", _s.Lead, A.Monday);

        Refused.By(WaveRules.KeepsABranchOnceStarted, () => _s.Wave.TakeOut(_s.InGent.Id, "Power cut", _s.Lead, A.Monday));
    }

    [Fact]
    public void Who_signed_for_a_branch_does_not_start_its_wave()
    {
        _s.Ready();
        var both = _s.An with { IsLead = true };

        Refused.By(WaveRules.StarterDidNotSign, () => _s.Wave.Start(both, A.Monday));
        _s.Wave.TakeOut(_s.InGent.Id, "Later", both, A.Monday);
        _s.Wave.Start(both, A.Monday);

        Assert.Equal(both.Id, _s.Wave.StartedBy);
    }

    [Fact]
    public void Who_started_the_wave_does_not_sign_in_it()
    {
        _s.Ready().Wave.Start(_s.Lead, A.Monday);
        var both = _s.Lead with { Directs = [_s.Gent.Id] };

        Refused.By(LaunchRules.StarterDoesNotSign, () => _s.InGent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(_s.InGent), both, A.Monday));
    }

    [Fact]
    public void A_wave_is_not_started_at_or_after_its_moment()
    {
        _s.Ready();
        Refused.By(WaveRules.StartsBeforeItsMoment, () => _s.Wave.Start(_s.Lead, _moment));
    }

    [Fact]
    public void It_goes_live_at_its_moment_at_one_instant_and_once()
    {
        _s.Ready().Wave.Start(_s.Lead, A.Monday);

        Assert.False(_s.Wave.GoLive(_moment - Duration.FromMilliseconds(1)));
        Assert.True(_s.Wave.GoLive(_moment + Duration.FromHours(2)));
        Assert.False(_s.Wave.GoLive(_moment + Duration.FromHours(3)));

        Assert.All(_s.Wave.Launches, l => Assert.Equal(_moment + Duration.FromHours(2), l.LiveAt));
    }

    [Fact]
    public void A_wave_that_was_not_started_stays_where_it_is()
    {
        _s.Ready();
        Assert.False(_s.Wave.GoLive(_moment));
        Assert.All(_s.Wave.Launches, l => Assert.Equal(LaunchState.Planned, l.State));
    }

    [Fact]
    public void Moving_the_moment_makes_every_go_stale_also_when_it_moves_back()
    {
        _s.Ready();
        _s.Wave.Move(Setting.Moment.PlusDays(7), _s.Lead, A.Monday);
        _s.Wave.Move(Setting.Moment, _s.Lead, A.Monday);

        Assert.Equal([StandingKind.Stale, StandingKind.Stale], _s.Wave.Launches.Select(_s.Standing));
        Assert.Equal(ChangeKind.MomentMoved, _s.InGent.StandingIn(_s.Wave, A.Monday).Changes.Single().Kind);
        Assert.Equal(new LocalDate(2026, 11, 30), _s.InGent.Checks[0].Due);
    }

    [Fact]
    public void A_start_that_is_taken_back_leaves_the_go_as_it_was()
    {
        _s.Ready().Wave.Start(_s.Lead, A.Monday);
        Refused.By(WaveRules.NotOnceStarted, () => _s.Wave.Move(Setting.Moment.PlusDays(1), _s.Lead, A.Monday));
        _s.Wave.Hold("Storm", _s.Lead, A.Monday);
        _s.Wave.TakeBack(_s.Lead, A.Monday);
        _s.Wave.Start(_s.Lead, A.Monday);

        Assert.Equal(WaveState.Started, _s.Wave.State);
    }

    [Fact]
    public void Past_the_window_it_holds_instead_of_going_live()
    {
        _s.Ready().Wave.Start(_s.Lead, A.Monday);

        Assert.False(_s.Wave.GoLive(_moment + Duration.FromMinutes(WaveTerms.Usual.LateMinutes + 1)));

        Assert.Equal((WaveState.Held, null, null), (_s.Wave.State, _s.Wave.LiveAt, _s.Wave.HeldBecause));
        Assert.All(_s.Wave.Launches, l => Assert.Equal(LaunchState.Planned, l.State));
    }

    [Fact]
    public void A_go_that_is_older_than_the_wave_allows_is_stale_until_the_start_and_not_after_it()
    {
        _s.Ready();
        var (fine, old) = (A.Monday + Duration.FromDays(WaveTerms.Usual.GoLastsDays), A.Monday + Duration.FromDays(WaveTerms.Usual.GoLastsDays) + Duration.FromSeconds(1));

        Assert.Equal(StandingKind.Go, _s.InGent.StandingIn(_s.Wave, fine).Kind);
        Assert.Equal([new Change(ChangeKind.TooOld, null)], _s.InGent.StandingIn(_s.Wave, old).Changes);
        _s.Wave.Start(_s.Lead, A.Monday);
        Assert.Equal(StandingKind.Go, _s.InGent.StandingIn(_s.Wave, old).Kind);
    }

    [Fact]
    public void Nothing_changes_after_live()
    {
        _s.Ready().Wave.Start(_s.Lead, A.Monday);
        _s.Wave.GoLive(_moment);
        var check = _s.InGent.Checks[0].Id;

        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.TakeOut(_s.InGent.Id, "x", _s.Lead, _moment));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Move(Setting.Moment.PlusDays(9), _s.Lead, _moment));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Hold("x", _s.Lead, _moment));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Start(_s.Lead, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.Tick(_s.Wave, check, new Evidence("Seen"), _s.An, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.FallBack(_s.Wave, check, "x", _s.An, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(_s.InGent), _s.An, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.AddCheck(_s.Wave, Setting.Checklist[0], Setting.Moment.Date, _s.Lead));
    }
}
