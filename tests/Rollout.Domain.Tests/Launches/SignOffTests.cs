using System.Reflection;
using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

public sealed class SignOffTests
{
    private readonly Setting _s = new();

    private Launch Gent => _s.InGent;

    [Fact]
    public void A_go_on_what_is_shown_holds()
    {
        _s.Go(Gent);
        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(Gent));
    }

    [Fact]
    public void Another_director_the_lead_and_someone_unproven_are_refused()
    {
        _s.TickAll(Gent);
        foreach (var stranger in new[] { _s.Bas, _s.Lead, _s.An with { IsVerified = false }, _s.Owner })
        {
            Refused.By(LaunchRules.OnlyItsDirectorSigns, () => Gent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(Gent), stranger, A.Monday));
        }

        Assert.Empty(Gent.SignOffs);
    }

    [Fact]
    public void What_changed_while_the_director_was_reading_is_not_signed()
    {
        _s.TickAll(Gent);
        var seen = _s.Seen(Gent);
        Gent.FallBack(_s.Wave, Gent.Checks[0].Id, "Room taken", _s.Owner with { IsLead = true }, A.Monday);

        Refused.By(LaunchRules.SignsWhatIsShown, () => Gent.SignOff(_s.Wave, new VerdictGiven.NoGo("x"), seen, _s.An, A.Monday));
    }

    [Fact]
    public void A_plain_go_needs_the_required_checks_and_not_the_others()
    {
        Gent.Tick(_s.Wave, Gent.Checks[0].Id, new Evidence("Seen"), _s.An, A.Monday);
        Refused.By(LaunchRules.GoNeedsItsMustChecks, () => Gent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(Gent), _s.An, A.Monday));

        Gent.Tick(_s.Wave, Gent.Checks[2].Id, new Evidence("Seen"), _s.Owner, A.Monday);
        Gent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(Gent), _s.An, A.Monday);
        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(Gent));
    }

    [Fact]
    public void A_check_that_falls_back_makes_the_go_stale_and_it_stays_stale_when_the_check_is_done_again()
    {
        _s.Go(Gent);
        var room = Gent.Checks[0];
        Gent.FallBack(_s.Wave, room.Id, "Taken back", _s.An, A.Monday);
        Assert.Equal([new SnapshotChange(SnapshotChangeKind.CheckFellBack, room.Subject)], Gent.StatusIn(_s.Wave, A.Monday).Changes);

        Gent.Tick(_s.Wave, room.Id, new Evidence("Seen"), _s.An, A.Monday);
        Assert.Equal(SignOffStatusKind.Stale, _s.SignOffStatus(Gent));

        Gent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(Gent), _s.An, A.Monday);
        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(Gent));
        Assert.Equal(2, Gent.SignOffs.Count);
    }

    [Fact]
    public void A_check_that_gets_done_later_leaves_the_go_as_it_is()
    {
        Gent.Tick(_s.Wave, Gent.Checks[0].Id, new Evidence("Seen"), _s.An, A.Monday);
        Gent.Tick(_s.Wave, Gent.Checks[2].Id, new Evidence("Seen"), _s.An, A.Monday);
        Gent.SignOff(_s.Wave, new VerdictGiven.Go(), _s.Seen(Gent), _s.An, A.Monday);

        Gent.Tick(_s.Wave, Gent.Checks[1].Id, new Evidence("Seen"), _s.An, A.Monday);

        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(Gent));
    }

    [Fact]
    public void A_check_that_is_added_makes_the_go_stale()
    {
        _s.Go(Gent);
        Gent.AddCheck(_s.Wave, new PlannedCheck("Posters up", CheckWeight.Should, 1), Setting.Moment.Date, _s.Lead);
        Assert.Equal(SignOffStatusKind.Stale, _s.SignOffStatus(Gent));
    }

    [Fact]
    public void A_condition_becomes_a_check_and_holds_until_its_day_has_passed()
    {
        var due = new LocalDate(2026, 12, 1);
        Gent.SignOff(_s.Wave, new VerdictGiven.GoOnCondition("Find\na room", _s.Owner.Id, due), _s.Seen(Gent), _s.An, A.Monday);
        var condition = Gent.Checks.Single(c => c.IsCondition);

        Assert.Equal(("Find a room", _s.Owner.Id, due), (condition.Text, condition.Owner, condition.Due));
        Assert.True(Gent.StatusIn(_s.Wave, A.Monday) is { Kind: SignOffStatusKind.ConditionOpen, LetsStart: true });
        Assert.True(Gent.StatusIn(_s.Wave, A.Monday + Duration.FromDays(8)) is { Kind: SignOffStatusKind.ConditionOpen });
        Assert.True(Gent.StatusIn(_s.Wave, A.Monday + Duration.FromDays(9)) is { Kind: SignOffStatusKind.ConditionOverdue, LetsStart: false });

        Gent.Tick(_s.Wave, condition.Id, new Evidence("Seen"), _s.Owner, A.Monday);
        Assert.True(Gent.StatusIn(_s.Wave, A.Monday + Duration.FromDays(9)) is { Kind: SignOffStatusKind.ConditionMet, LetsStart: true });
    }

    [Fact]
    public void A_verdict_says_what_it_needs_to_say()
    {
        var day = Setting.Moment.Date;
        Refused.By(LaunchRules.ConditionSaysWhat, () => Sign(new VerdictGiven.GoOnCondition(" ", null, day)));
        Refused.By(LaunchRules.ConditionSaysWhat, () => Sign(new VerdictGiven.GoOnCondition(new string('x', 201), null, day)));
        Refused.By(LaunchRules.ConditionIsDueInTime, () => Sign(new VerdictGiven.GoOnCondition("x", null, day.PlusDays(1))));
        Refused.By(LaunchRules.ConditionIsDueInTime, () => Sign(new VerdictGiven.GoOnCondition("x", null, new LocalDate(2026, 11, 22))));
        Refused.By(LaunchRules.NoGoSaysWhy, () => Sign(new VerdictGiven.NoGo("")));
        Assert.Empty(Gent.SignOffs);
        Assert.Equal(3, Gent.Checks.Count);
    }

    [Fact]
    public void A_no_go_blocks_and_a_later_go_counts()
    {
        Sign(new VerdictGiven.NoGo("No network"));
        Assert.Equal(SignOffStatusKind.NoGo, _s.SignOffStatus(Gent));
        _s.Go(Gent);
        Assert.Equal(SignOffStatusKind.Go, _s.SignOffStatus(Gent));
        Assert.Equal(["No network", ""], Gent.SignOffs.Select(s => s.Words));
    }

    [Fact]
    public void A_branch_that_is_left_out_is_not_signed()
    {
        _s.Wave.TakeOut(Gent.Id, "x", _s.Lead, A.Monday);
        Refused.By(LaunchRules.IsNotLeftOut, () => Sign(new VerdictGiven.NoGo("x")));
    }

    [Theory]
    [InlineData(nameof(SignOff.Verdict), Verdict.Go)]
    [InlineData(nameof(SignOff.Words), "All fine")]
    [InlineData(nameof(SignOff.SnapshotJson), "{}")]
    [InlineData(nameof(SignOff.Number), 4)]
    [InlineData(nameof(SignOff.Hash), "00")]
    [InlineData(nameof(SignOff.PreviousHash), "00")]
    public void Whatever_is_changed_in_the_record_shows(string property, object value)
    {
        Sign(new VerdictGiven.NoGo("a"));
        Sign(new VerdictGiven.NoGo("b"));
        Sign(new VerdictGiven.NoGo("c"));
        Assert.Null(Gent.VerifySignOffs());

        typeof(SignOff).GetProperty(property)!.SetValue(Gent.SignOffs[1], value);

        Assert.InRange(Gent.VerifySignOffs()!.Value, 2, 3);
    }

    [Fact]
    public void Another_moment_of_signing_shows()
    {
        Sign(new VerdictGiven.NoGo("a"));
        typeof(SignOff).GetProperty(nameof(SignOff.At))!.SetValue(Gent.SignOffs[0], A.Monday + Duration.FromMilliseconds(1));
        Assert.Equal(1, Gent.VerifySignOffs());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_verdict_that_is_taken_away_shows(int which)
    {
        Sign(new VerdictGiven.NoGo("a"));
        Sign(new VerdictGiven.NoGo("b"));
        Sign(new VerdictGiven.NoGo("c"));
        var kept = (List<SignOff>)typeof(Launch).GetField("_signOffs", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(Gent)!;

        kept.RemoveAt(which);

        Assert.NotNull(Gent.VerifySignOffs());
    }

    [Fact]
    public void Only_the_owner_the_director_and_the_lead_answer_for_a_check()
    {
        var desk = Gent.Checks[2].Id;
        Refused.By(LaunchRules.OwnerDirectorOrLeadAnswers, () => Gent.Tick(_s.Wave, desk, new Evidence("Seen"), _s.Bas, A.Monday));
        Refused.By(LaunchRules.OwnerDirectorOrLeadAnswers, () => Gent.Tick(_s.Wave, desk, new Evidence("Seen"), _s.Owner with { IsVerified = false }, A.Monday));
        Refused.By(LaunchRules.OwnerDirectorOrLeadAnswers, () => Gent.Tick(_s.Wave, Gent.Checks[0].Id, new Evidence("Seen"), _s.Owner, A.Monday));

        Gent.Tick(_s.Wave, desk, new Evidence("Seen"), _s.Owner, A.Monday);
        Assert.Equal(_s.Owner.Id, Gent.Checks[2].DoneBy);
        Refused.By(LaunchRules.FallBackSaysWhy, () => Gent.FallBack(_s.Wave, desk, " ", _s.Lead, A.Monday));
        Refused.By(LaunchRules.CheckWasDone, () => Gent.FallBack(_s.Wave, Gent.Checks[0].Id, "x", _s.An, A.Monday));
    }

    private SignOff Sign(VerdictGiven verdict) => Gent.SignOff(_s.Wave, verdict, _s.Seen(Gent), _s.An, A.Monday);
}
