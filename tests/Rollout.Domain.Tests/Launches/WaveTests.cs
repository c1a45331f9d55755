using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>The lead plans a wave, moves it and takes branches out, until it is live.</summary>
public sealed class WaveTests
{
    private readonly Setting _s = new();
    private readonly Instant _moment = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();

    [Fact]
    public void Checks_are_due_so_many_days_before_the_day_of_the_moment() =>
        Assert.Equal([new LocalDate(2026, 11, 30), new LocalDate(2026, 12, 2), new LocalDate(2026, 12, 4)], _s.InGent.Checks.Select(c => c.Due));

    [Fact]
    public void Only_the_lead_plans_moves_starts_and_takes_out()
    {
        _s.Ready();
        Refused.By(WaveRules.OnlyTheLead, () => Wave.Plan("Wave 2", Setting.Moment, A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.An, A.Monday));
        Refused.By(WaveRules.OnlyTheLead, () => _s.Wave.Move(Setting.Moment.PlusDays(1), _s.An, A.Monday));
        Refused.By(WaveRules.OnlyTheLead, () => _s.Wave.Start(StartGate.Open, _s.An, A.Monday));
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
    public void Taking_out_needs_a_reason() =>
        Refused.By(LaunchRules.NeedsAReason, () => _s.Wave.TakeOut(_s.InGent.Id, "  ", _s.Lead, A.Monday));

    [Fact]
    public void A_branch_is_put_back_only_before_the_start()
    {
        _s.Ready().Wave.TakeOut(_s.InBrugge.Id, "Wait", _s.Lead, A.Monday);
        _s.Wave.PutBack(_s.InBrugge.Id, _s.Lead);
        Assert.Equal(LaunchState.Planned, _s.InBrugge.State);

        _s.Wave.TakeOut(_s.InBrugge.Id, "Wait", _s.Lead, A.Monday);
        _s.Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        Refused.By(WaveRules.NotOnceStarted, () => _s.Wave.PutBack(_s.InBrugge.Id, _s.Lead));
    }

    [Fact]
    public void After_the_start_a_branch_can_still_be_taken_out_but_not_the_last()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        _s.Wave.TakeOut(_s.InBrugge.Id, "Power cut", _s.Lead, A.Monday);

        Refused.By(WaveRules.KeepsABranchOnceStarted, () => _s.Wave.TakeOut(_s.InGent.Id, "Power cut", _s.Lead, A.Monday));
    }

    [Fact]
    public void Moving_the_moment_makes_every_go_stale_also_when_it_moves_back()
    {
        _s.Ready();
        _s.Wave.Move(Setting.Moment.PlusDays(7), _s.Lead, A.Monday);
        _s.Wave.Move(Setting.Moment, _s.Lead, A.Monday);

        Assert.Equal([SignOffStatusKind.Stale, SignOffStatusKind.Stale], _s.Wave.Launches.Select(_s.SignOffStatus));
        Assert.Equal(SnapshotChangeKind.MomentMoved, _s.InGent.StatusIn(_s.Wave, A.Monday).Changes.Single().Kind);
        Assert.Equal(new LocalDate(2026, 11, 30), _s.InGent.Checks[0].Due);
    }

    [Fact]
    public void A_go_that_is_older_than_the_wave_allows_is_stale_until_the_start_and_not_after_it()
    {
        _s.Ready();
        var (fine, old) = (A.Monday + Duration.FromDays(WaveTerms.Usual.GoLastsDays), A.Monday + Duration.FromDays(WaveTerms.Usual.GoLastsDays) + Duration.FromSeconds(1));

        Assert.Equal(SignOffStatusKind.Go, _s.InGent.StatusIn(_s.Wave, fine).Kind);
        Assert.Equal([new SnapshotChange(SnapshotChangeKind.TooOld, null)], _s.InGent.StatusIn(_s.Wave, old).Changes);
        _s.Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        Assert.Equal(SignOffStatusKind.Go, _s.InGent.StatusIn(_s.Wave, old).Kind);
    }
}
