using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>A started wave goes live at its moment, once; after that nothing changes.</summary>
public sealed class WaveLiveTests
{
    private readonly Setting _s = new();
    private readonly Instant _moment = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();

    [Fact]
    public void It_goes_live_at_its_moment_at_one_instant_and_once()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);

        Assert.Equal(GoLiveOutcome.NotDue, _s.Wave.GoLive(_moment - Duration.FromMilliseconds(1)));
        Assert.Equal(GoLiveOutcome.Live, _s.Wave.GoLive(_moment + Duration.FromHours(2)));
        Assert.Equal(GoLiveOutcome.NotDue, _s.Wave.GoLive(_moment + Duration.FromHours(3)));

        Assert.All(_s.Wave.Launches, l => Assert.Equal(_moment + Duration.FromHours(2), l.LiveAt));
    }

    [Fact]
    public void A_branch_that_is_taken_out_keeps_nobody_waiting_and_does_not_go_live()
    {
        _s.Go(_s.InGent);
        _s.Wave.TakeOut(_s.InBrugge.Id, "No network yet", _s.Lead, A.Monday);

        _s.Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        Assert.Equal(GoLiveOutcome.Live, _s.Wave.GoLive(_moment));

        Assert.Equal((LaunchState.Live, LaunchState.LeftOut), (_s.InGent.State, _s.InBrugge.State));
        Assert.Equal("No network yet", _s.InBrugge.LeftOutReason);
        Assert.Null(_s.InBrugge.LiveAt);
    }

    [Fact]
    public void A_wave_that_was_not_started_stays_where_it_is()
    {
        _s.Ready();
        Assert.Equal(GoLiveOutcome.NotDue, _s.Wave.GoLive(_moment));
        Assert.All(_s.Wave.Launches, l => Assert.Equal(LaunchState.Planned, l.State));
    }

    [Fact]
    public void Past_the_window_it_holds_instead_of_going_live()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);

        Assert.Equal(GoLiveOutcome.HeldLate, _s.Wave.GoLive(_moment + Duration.FromMinutes(WaveTerms.Usual.LateMinutes + 1)));

        Assert.Equal((WaveState.Held, null, null), (_s.Wave.State, _s.Wave.LiveAt, _s.Wave.HeldBecause));
        Assert.All(_s.Wave.Launches, l => Assert.Equal(LaunchState.Planned, l.State));
    }

    [Fact]
    public void Nothing_changes_after_live()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        _s.Wave.GoLive(_moment);
        var check = _s.InGent.Checks[0].Id;

        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.TakeOut(_s.InGent.Id, "x", _s.Lead, _moment));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Move(Setting.Moment.PlusDays(9), _s.Lead, _moment));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Hold("x", _s.Lead, _moment));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Start(StartGate.Open, _s.Lead, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.Tick(_s.Wave, check, new Evidence("Seen"), _s.An, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.FallBack(_s.Wave, check, "x", _s.An, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(_s.InGent), _s.An, _moment));
        Refused.By(LaunchRules.NothingChangesAfterLive, () => _s.InGent.AddCheck(_s.Wave, Setting.Checklist[0], Setting.Moment.Date, _s.Lead));
    }
}
