using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>What a wave, its checks, its kick-offs and the week after refuse.</summary>
public sealed class LaunchRulesTests
{
    private readonly Setting _s = new();
    private readonly Instant _moment = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();

    [Fact]
    public void A_moment_is_not_moved_to_where_it_is()
    {
        Refused.By(WaveRules.MomentIsAnother, () => _s.Wave.Move(Setting.Moment, _s.Lead, A.Monday));
        Assert.Equal((0, Setting.Moment), (_s.Wave.TimesMoved, _s.Wave.Moment));
    }

    [Fact]
    public void A_checklist_that_is_kept_needs_a_name()
    {
        Refused.By(WaveRules.ChecklistNeedsAName, () => Checklist.Keep(" ", Setting.Checklist, _s.Lead));
        Refused.By(WaveRules.ChecklistNeedsAName, () => Checklist.Keep(new string('x', Checklist.NameLength + 1), Setting.Checklist, _s.Lead));
    }

    [Fact]
    public void Only_a_started_wave_is_held_and_only_a_held_one_is_lifted()
    {
        Refused.By(WaveRules.OnlyAStartedOneIsHeld, () => _s.Wave.Hold("Network", _s.Lead, A.Monday));
        Refused.By(WaveRules.OnlyAStartedOneIsHeld, () => _s.Wave.TakeBack(_s.Lead, A.Monday));
        Refused.By(WaveRules.OnlyAHeldOneIsLifted, () => _s.Wave.Lift(_s.Lead, A.Monday));
        Assert.Equal((WaveState.Planned, null), (_s.Wave.State, _s.Wave.HeldBecause));
    }

    [Fact]
    public void A_rehearsal_is_soon()
    {
        Refused.By(WaveRules.RehearsalIsSoon, () => Wave.Rehearse(_s.Wave, 0, _s.Lead, A.Monday));
        Refused.By(WaveRules.RehearsalIsSoon, () => Wave.Rehearse(_s.Wave, 61, _s.Lead, A.Monday));
    }

    [Fact]
    public void The_words_of_the_day_fit_and_a_film_is_an_address()
    {
        var words = WaveAnnouncement.In(_s.Wave.Id, "nl");

        Refused.By(WaveRules.WordsFit, () => words.Update(new string('x', 10_000), "", "", "", ""));
        Refused.By(WaveRules.FilmIsAnAddress, () => words.Update("Today!", "", "", "film.mp4", ""));
        Refused.By(WaveRules.FilmIsAnAddress, () => words.Update("Today!", "", "", "file:///film.mp4", ""));

        Assert.True(words.IsEmpty);
    }

    [Fact]
    public void A_branch_is_taken_out_once_and_only_one_that_was_comes_back()
    {
        Refused.By(LaunchRules.IsLeftOut, () => _s.Wave.PutBack(_s.InGent.Id, _s.Lead));
        _s.Wave.TakeOut(_s.InGent.Id, "No network yet", _s.Lead, A.Monday);
        Refused.By(LaunchRules.IsInTheWave, () => _s.Wave.TakeOut(_s.InGent.Id, "Still none", _s.Lead, A.Monday));

        Assert.Equal((LaunchState.LeftOut, "No network yet"), (_s.InGent.State, _s.InGent.LeftOutReason));
    }

    [Theory]
    [InlineData(" ", 7, "launch.check-needs-words")]
    [InlineData("Room booked", -1, "launch.check-is-due-in-time")]
    [InlineData("Room booked", 366, "launch.check-is-due-in-time")]
    public void A_check_has_words_and_is_due_in_time(string text, int days, string code)
    {
        var rule = code == LaunchRules.CheckNeedsWords.Code ? LaunchRules.CheckNeedsWords : LaunchRules.CheckIsDueInTime;

        Refused.By(rule, () => Plan(new PlannedCheck(text, CheckWeight.Must, days)));
    }

    [Fact]
    public void What_is_measured_has_a_target_that_can_be_met() =>
        Refused.By(LaunchRules.TargetIsPlausible, () => Plan(new PlannedCheck("", CheckWeight.Must, 7, Measure: Enum.GetValues<Measure>()[0], Target: -1)));

    [Fact]
    public void A_must_check_needs_evidence_that_fits()
    {
        var check = _s.InGent.Checks[0].Id;

        Refused.By(LaunchRules.MustCheckNeedsEvidence, () => Tick(Evidence.None));
        Refused.By(LaunchRules.EvidenceFits, () => Tick(new Evidence(new string('x', Evidence.TextLength + 1))));
        Refused.By(LaunchRules.EvidenceLinkIsAnAddress, () => Tick(new Evidence("Seen", "intranet")));
        Refused.By(LaunchRules.EvidenceLinkIsAnAddress, () => Tick(new Evidence("Seen", "javascript:alert(1)")));

        Assert.False(_s.InGent.Checks[0].Done);

        void Tick(Evidence evidence) => _s.InGent.Tick(_s.Wave, check, evidence, _s.An, A.Monday);
    }

    [Fact]
    public void A_kick_off_is_ahead_around_the_moment_and_its_words_fit()
    {
        Refused.By(LaunchRules.KickOffIsAhead, () => KickOff(A.Today.At(new LocalTime(9, 0)), "", atNight: true, now: A.Monday + Duration.FromDays(1), moment: A.Today.At(new LocalTime(15, 0))));
        Refused.By(LaunchRules.KickOffIsAroundTheMoment, () => KickOff(Setting.Moment.PlusDays(200), ""));
        Refused.By(LaunchRules.KickOffWordsFit, () => KickOff(Setting.Moment, new string('x', Domain.Launches.KickOff.TextLength + 1)));

        Assert.Null(_s.InGent.KickOff);
    }

    [Fact]
    public void An_answer_to_a_problem_says_what_is_done()
    {
        Live();
        _s.InGent.Report(10, 2, "The screen is dark", _s.An, _moment);

        Refused.By(LaunchRules.AnswerSaysWhat, () => _s.InGent.AnswerProblem(" ", _s.Lead, _moment));
    }

    [Fact]
    public void The_week_comes_after_going_live() =>
        Refused.By(LaunchRules.WeekComesAfterLive, () => WeekStep.Do(_s.InGent, 1, _s.An, A.Monday));

    [Fact]
    public void A_deputy_is_someone_else_who_can_prove_who_they_are_for_a_period()
    {
        var els = A.Person(_s.Gent, "Els Maertens");
        var (from, until) = (A.Today, A.Today.PlusDays(7));

        Refused.By(DeputyRules.CanProveWhoTheyAre, () => Deputy.Name(_s.Gent.Id, A.Person(_s.Gent, "Jo Peeters", email: null), from, until, A.Today, _s.An, A.Monday));
        Refused.By(DeputyRules.HasAPeriod, () => Deputy.Name(_s.Gent.Id, els, until, from, A.Today, _s.An, A.Monday));
        Refused.By(DeputyRules.HasAPeriod, () => Deputy.Name(_s.Gent.Id, els, from.PlusDays(-9), from.PlusDays(-1), A.Today, _s.An, A.Monday));
        Refused.By(DeputyRules.HasAPeriod, () => Deputy.Name(_s.Gent.Id, els, from, from.PlusDays(Deputy.MostDays), A.Today, _s.An, A.Monday));

        var director = A.Director(_s.Brugge, "Bo Smets");
        Refused.By(DeputyRules.IsSomeoneElse, () => Deputy.Name(_s.Brugge.Id, director, from, until, A.Today, A.Acting(director, _s.Brugge), A.Monday));
    }

    [Fact]
    public void A_phase_has_a_name_and_ends_after_it_begins()
    {
        Refused.By(PhaseRules.NeedsAName, () => Phase.Plan(" ", "", A.Today, A.Today, _s.Lead));
        Refused.By(PhaseRules.NeedsAName, () => Phase.Plan("Pilot", new string('x', Phase.NoteLength + 1), A.Today, A.Today, _s.Lead));
        Refused.By(PhaseRules.EndsAfterItBegins, () => Phase.Plan("Pilot", "", A.Today, A.Today.PlusDays(-1), _s.Lead));
    }

    private void Plan(PlannedCheck check) => Wave.Plan("Wave 2", Setting.Moment, A.Brussels, [_s.Gent.Id], [check], _s.Lead, A.Monday);

    private void KickOff(LocalDateTime starts, string words, bool atNight = false, Instant? now = null, LocalDateTime? moment = null)
    {
        var wave = moment is null ? _s.Wave : Wave.Plan("Wave 2", moment.Value, A.Brussels, [_s.Gent.Id], Setting.Checklist, _s.Lead, A.Monday - Duration.FromDays(20));
        _s.InGent.PlanKickOff(wave, new KickOffPlan(starts, 60, "Zaal 1", words, "") { AtNight = atNight }, new WorkingHours(A.Brussels, Holidays.In("BE"), new LocalTime(9, 0), new LocalTime(17, 0)), _s.An, now ?? A.Monday);
    }

    private void Live()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        _s.Wave.GoLive(_moment);
    }
}
