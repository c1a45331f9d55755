using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

public sealed class WaveTermsTests
{
    private static readonly WaveTerms Usual = WaveTerms.Usual;
    private readonly Setting _s = new();

    [Fact]
    public void What_changed_is_said_term_by_term_and_read_back_as_it_was()
    {
        var changes = _s.Wave.Agree(Usual with { IsPilot = true, GoLastsDays = 7, PromisedAfter12 = 80 }, 0, _s.Lead);

        Assert.Equal([new(WaveTermField.Pilot, 0, 1), new(WaveTermField.GoLasts, 14, 7), new(WaveTermField.After12, 70, 80)], changes);
        Assert.Equal(changes, TermChange.Parse(TermChange.Serialize(changes)));
        Assert.Equal((true, 1), (_s.Wave.Terms.IsPilot, _s.Wave.TimesAgreed));
    }

    [Fact]
    public void The_same_terms_again_change_nothing()
    {
        Assert.Empty(_s.Wave.Agree(Usual, 0, _s.Lead));
        Assert.Equal(0, _s.Wave.TimesAgreed);
    }

    [Theory]
    [InlineData(0, 120, 30, "wave.go-lasts-some-days")]
    [InlineData(91, 120, 30, "wave.go-lasts-some-days")]
    [InlineData(14, -1, 30, "wave.late-window-is-short")]
    [InlineData(14, 1441, 30, "wave.late-window-is-short")]
    [InlineData(14, 120, -1, "wave.promise-is-a-percentage")]
    [InlineData(14, 120, 101, "wave.promise-is-a-percentage")]
    public void Terms_are_plausible_when_they_are_changed_and_when_a_wave_is_planned(int days, int late, int promised, string rule)
    {
        var terms = new WaveTerms(false, days, late, promised);

        Assert.Equal(rule, Assert.Throws<Rollout.Domain.SharedKernel.BrokenRuleException>(() => _s.Wave.Agree(terms, 0, _s.Lead)).Rule.Code);
        Assert.Equal(rule, Assert.Throws<Rollout.Domain.SharedKernel.BrokenRuleException>(() => Wave.Plan("W", Setting.Moment, A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.Lead, A.Monday, terms)).Rule.Code);
        Assert.Equal(Usual, _s.Wave.Terms);
    }

    [Fact]
    public void Only_the_lead_changes_them_and_only_as_they_were_read()
    {
        Refused.By(WaveRules.OnlyTheLead, () => _s.Wave.Agree(Usual with { GoLastsDays = 7 }, 0, _s.An));
        _s.Wave.Agree(Usual with { GoLastsDays = 7 }, 0, _s.Lead);

        Refused.By(WaveRules.TermsAreAsShown, () => _s.Wave.Agree(Usual with { LateMinutes = 60 }, 0, _s.Lead));
        Assert.Equal(7, _s.Wave.Terms.GoLastsDays);
    }

    [Fact]
    public void A_longer_window_makes_a_go_stale_and_a_shorter_one_does_not()
    {
        _s.Ready();
        _s.Wave.Agree(Usual with { LateMinutes = 60 }, 0, _s.Lead);
        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(_s.InGent));

        _s.Wave.Agree(Usual with { LateMinutes = 240 }, 1, _s.Lead);
        var standing = _s.InGent.StatusIn(_s.Wave, A.Monday);
        Assert.Equal(SignOffStatusKind.Stale, standing.Kind);
        Assert.Equal([new SnapshotChange(SnapshotChangeKind.LateWindowGrew, null, 240)], standing.Changes);
        Refused.By(WaveRules.EveryBranchHasAGo, () => _s.Wave.Start(StartGate.Open, _s.Lead, A.Monday));

        _s.Go(_s.InGent);
        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(_s.InGent));
    }

    [Fact]
    public void A_go_is_as_old_as_it_may_be_by_what_was_read_with_it_or_shortened_to_since()
    {
        _s.Ready();
        var week = A.Monday + Duration.FromDays(8);
        _s.Wave.Agree(Usual with { GoLastsDays = 7 }, 0, _s.Lead);
        Assert.Equal([new SnapshotChange(SnapshotChangeKind.TooOld, null)], _s.InGent.StatusIn(_s.Wave, week).Changes);

        _s.Wave.Agree(Usual with { GoLastsDays = 30 }, 1, _s.Lead);
        Assert.Equal(SignOffStatusKind.Go, _s.InGent.StatusIn(_s.Wave, week).Kind);
        Assert.Equal(SignOffStatusKind.Stale, _s.InGent.StatusIn(_s.Wave, A.Monday + Duration.FromDays(15)).Kind);
    }

    [Fact]
    public void A_verdict_on_other_terms_than_were_read_is_refused()
    {
        _s.TickAll(_s.InGent);
        var read = _s.Seen(_s.InGent);
        _s.Wave.Agree(Usual with { LateMinutes = 60 }, 0, _s.Lead);

        Refused.By(LaunchRules.SignsWhatIsShown, () => _s.InGent.SignOff(_s.Wave, new VerdictGiven.Go(), read, _s.An, A.Monday));
    }

    [Fact]
    public void Once_it_counts_down_only_the_promises_can_change_and_once_live_nothing()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);

        Refused.By(WaveRules.WhatWasSignedOnStays, () => _s.Wave.Agree(Usual with { LateMinutes = 60 }, 0, _s.Lead));
        Refused.By(WaveRules.WhatWasSignedOnStays, () => _s.Wave.Agree(Usual with { IsPilot = true }, 0, _s.Lead));
        _s.Wave.Agree(Usual with { PromisedAfter4 = 60 }, 0, _s.Lead);
        Assert.Equal(60, _s.Wave.Terms.PromisedAfter4);

        Assert.Equal(GoLiveOutcome.Live, _s.Wave.GoLive(_s.Wave.MomentAt));
        Refused.By(WaveRules.NothingChangesAfterLive, () => _s.Wave.Agree(Usual, 1, _s.Lead));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 30)]
    [InlineData(14, 36)]
    [InlineData(28, 50)]
    [InlineData(56, 60)]
    [InlineData(84, 70)]
    [InlineData(400, 70)]
    public void What_is_promised_grows_evenly_from_the_go_live_through_one_and_four_weeks_to_twelve(int day, int percent) => Assert.Equal(percent, Usual.PromisedOn(day));

    [Theory]
    [InlineData(Measure.InfosessionReach, 25, 160, 60, .26)]
    [InlineData(Measure.Quota, 60, 100, 50, 1)]
    [InlineData(Measure.Ambassadors, 2, 100, 25, .5)]
    [InlineData(Measure.Ambassadors, 0, 0, 25, 0)]
    public void A_reading_is_whole_once_its_target_is_met(Measure measure, int part, int whole, int target, double share)
    {
        Assert.Equal(share, measure.ShareOf(new Reading(part, whole), target), 0.005);
        Assert.Equal(share >= 1, measure.IsMet(new Reading(part, whole), target));
    }
}
