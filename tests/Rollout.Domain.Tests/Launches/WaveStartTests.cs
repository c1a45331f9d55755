using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>A wave starts with a go of every branch, by someone who signed for none.</summary>
public sealed class WaveStartTests
{
    private readonly Setting _s = new();
    private readonly Instant _moment = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();

    [Fact]
    public void A_branch_without_a_go_keeps_the_wave_from_starting_and_is_named()
    {
        _s.Go(_s.InGent);

        Refused.By(WaveRules.EveryBranchHasAGo, () => _s.Wave.Start(StartGate.Open, _s.Lead, A.Monday));
        var blockage = Assert.Single(_s.Wave.Blockages(A.Monday));
        Assert.Equal((_s.Brugge.Id, SignOffStatusKind.NotSigned), (blockage.Branch, blockage.SignOffStatus.Kind));
        Assert.Equal(WaveState.Planned, _s.Wave.State);
    }

    [Fact]
    public void Nothing_starts_without_mail_that_leaves_an_address_of_the_platform_and_a_director_for_each_branch()
    {
        _s.Ready();

        Refused.By(WaveRules.PlatformHasAnAddress, () => _s.Wave.Start(StartGate.Open with { PlatformHasAnAddress = false }, _s.Lead, A.Monday));
        Refused.By(WaveRules.MailLeaves, () => _s.Wave.Start(StartGate.Open with { MailLeaves = false }, _s.Lead, A.Monday));
        Refused.By(WaveRules.EveryBranchHasADirector, () => _s.Wave.Start(StartGate.Open with { WithoutDirector = ["Gent"] }, _s.Lead, A.Monday));
        Assert.Equal(WaveState.Planned, _s.Wave.State);
    }

    [Fact]
    public void Who_signed_for_a_branch_does_not_start_its_wave()
    {
        _s.Ready();
        var both = _s.An with { IsLead = true };

        Refused.By(WaveRules.StarterDidNotSign, () => _s.Wave.Start(StartGate.Open, both, A.Monday));
        _s.Wave.TakeOut(_s.InGent.Id, "Later", both, A.Monday);
        _s.Wave.Start(StartGate.Open, both, A.Monday);

        Assert.Equal(both.Id, _s.Wave.StartedBy);
    }

    [Fact]
    public void Who_started_the_wave_does_not_sign_in_it()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        var both = _s.Lead with { Directs = [_s.Gent.Id] };

        Refused.By(LaunchRules.StarterDoesNotSign, () => _s.InGent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(_s.InGent), both, A.Monday));
    }

    [Fact]
    public void A_wave_is_not_started_at_or_after_its_moment()
    {
        _s.Ready();
        Refused.By(WaveRules.StartsBeforeItsMoment, () => _s.Wave.Start(StartGate.Open, _s.Lead, _moment));
    }

    [Fact]
    public void A_start_that_is_taken_back_leaves_the_go_as_it_was()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        Refused.By(WaveRules.NotOnceStarted, () => _s.Wave.Move(Setting.Moment.PlusDays(1), _s.Lead, A.Monday));
        _s.Wave.Hold("Storm", _s.Lead, A.Monday);
        _s.Wave.TakeBack(_s.Lead, A.Monday);
        _s.Wave.Start(StartGate.Open, _s.Lead, A.Monday);

        Assert.Equal(WaveState.Started, _s.Wave.State);
    }
}
