using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>What a rule may say, how its versions follow each other, whom it is for, and whom chance keeps it from.</summary>
public sealed class NudgeRuleTests
{
    private static readonly PersonId Lead = PersonId.New();
    private static readonly NudgeRuleContent Profile = new()
    {
        Step = NudgeStep.CompleteProfile,
        Texts = new Dictionary<string, NudgeWording> { ["en"] = new("Two minutes", "Hello {name}."), ["nl"] = new("Twee minuten", "Dag {name}.") },
    };

    public static TheoryData<Rule, NudgeRuleContent> Refused => new()
    {
        { NudgeRuleRules.SpeaksEveryLanguage, Profile with { Texts = new Dictionary<string, NudgeWording> { ["en"] = new("Two minutes", "Hello.") } } },
        { NudgeRuleRules.IsShort, Profile with { Texts = Saying(string.Join(' ', Enumerable.Repeat("word", 60))) } },
        { NudgeRuleRules.FieldsAreKnown, Profile with { Texts = Saying("Hello {nmae}.") } },
        { NudgeRuleRules.TriesAreFew, Profile with { Tries = 4 } },
        { NudgeRuleRules.TriesAreFew, Profile with { Step = NudgeStep.Nothing, Tries = 2 } },
        { NudgeRuleRules.DaysLieBetween, Profile with { DaysBetween = 2 } },
        { NudgeRuleRules.WeeksAreInOrder, Profile with { Audience = new() { FromWeek = 5, UntilWeek = 4 } } },
        { NudgeRuleRules.FactsAgree, Profile with { Audience = new() { Have = [NudgeFact.ProfileComplete] } } },
        { NudgeRuleRules.HoldsBackAShare, Profile with { Holdout = 7 } },
        { NudgeRuleRules.HoldsBackAShare, Profile with { Step = NudgeStep.Nothing, Holdout = 10 } },
        { NudgeRuleRules.HandsOverWhatMayBeSeen, Profile with { Audience = new() { Have = [NudgeFact.Visited] }, After = AfterLastTry.HandedToAmbassador } },
        { NudgeRuleRules.AsksForAnAnswer, Profile with { Kind = NudgeKind.Ask } },
        { NudgeRuleRules.SpeaksEveryLanguage, Profile with { Second = new() { Texts = new Dictionary<string, NudgeWording> { ["en"] = new("Two minutes", "Hello.") } } } },
        { NudgeRuleRules.HourIsOfADay, Profile with { Hour = 24 } },
        { NudgeRuleRules.ComparesOneThing, Profile with { Hour = 9, Second = new() { Hour = 9 } } },
        { NudgeRuleRules.ComparesOneThing, Profile with { Second = new() { Channels = [MessageChannel.Mail] } } },
        { NudgeRuleRules.ComparesOneThing, Profile with { Second = new() { Channels = [MessageChannel.Note], Hour = 14 } } },
        { NudgeRuleRules.ComparesOneThing, Profile with { Second = new() { Kind = NudgeKind.Tell } } },
        { NudgeRuleRules.ComparesOneThing, Profile with { Second = new() { Kind = NudgeKind.Ask, Texts = Saying("Hello.") } } },
        { NudgeRuleRules.ComparesOneThing, Profile with { Step = NudgeStep.Nothing, Second = new() { Hour = 14 } } },
        { NudgeRuleRules.TellsOthersWhatMayBeSeen, Profile with { Step = NudgeStep.Visit, Second = new() { Channels = [MessageChannel.Note] } } },
        { NudgeRuleRules.LeavesBySomething, Profile with { Channels = [] } },
        { NudgeRuleRules.LeavesBySomething, Profile with { Channels = [MessageChannel.Note, MessageChannel.Note] } },
        { NudgeRuleRules.TellsOthersWhatMayBeSeen, Profile with { Step = NudgeStep.Visit, Channels = [MessageChannel.Mail, MessageChannel.Ambassador] } },
    };

    [Theory]
    [InlineData(NudgeStep.Visit, 0, false)]
    [InlineData(NudgeStep.Visit, 1, true)]
    [InlineData(NudgeStep.Visit, 4, true)]
    [InlineData(NudgeStep.Visit, 5, false)]
    [InlineData(NudgeStep.CompleteProfile, 1, false)]
    public void A_number_of_fewer_than_five_is_not_told_where_a_rule_looks_at_the_platform(NudgeStep step, int people, bool concealed) =>
        Assert.Equal(concealed, (Profile with { Step = step }).Conceals(people));

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_rule_that_cannot_be_kept_is_refused_with_the_reason(Rule because, NudgeRuleContent content) =>
        Assert.Equal(because, Assert.Throws<BrokenRuleException>(() => Write(content)).Rule);

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        Assert.Equal(
            [NudgeRuleRules.HasAName, NudgeRuleRules.TriesAreFew, NudgeRuleRules.DaysLieBetween],
            Assert.Throws<BrokenRuleException>(() => NudgeRule.Write("x", " ", 1, Profile with { Tries = 0, DaysBetween = 0 }, ["en", "nl"], Lead, A.Monday)).All.Select(r => r.Rule));

    [Fact]
    public void A_change_is_a_new_version_and_the_old_one_stays_with_who_wrote_it()
    {
        var rule = Write(Profile);
        var other = PersonId.New();

        rule.Change("Profile", Profile with { Tries = 2 }, ["en", "nl"], other, A.Monday + Duration.FromDays(1));

        Assert.Equal([(1, 1, Lead), (2, 2, other)], rule.Versions.Select(v => (v.Number, v.Content.Tries, v.By!.Value)));
        Assert.Equal(2, rule.Content.Tries);
        Assert.Equal([NudgeRuleAct.Written, NudgeRuleAct.Changed], rule.Events.Select(e => e.Act));
    }

    [Fact]
    public void What_is_retired_never_comes_back_and_a_fixed_rule_is_not_retired()
    {
        var rule = Write(Profile);
        rule.Switch(NudgeRuleState.Retired, Lead, A.Monday);

        Assert.Equal(NudgeRuleRules.RetiredForGood, Assert.Throws<BrokenRuleException>(() => rule.Switch(NudgeRuleState.On, Lead, A.Monday)).Rule);
        Assert.Equal(NudgeRuleRules.FixedStays, Assert.Throws<BrokenRuleException>(() => NudgeRule.Fixed("behind-pace", 50).Switch(NudgeRuleState.Retired, Lead, A.Monday)).Rule);
    }

    [Fact]
    public void The_start_page_of_someone_who_can_only_say_who_they_are_never_tells_what_they_do_on_the_platform()
    {
        var onPage = new NudgePerson(PersonId.New(), BranchId.New(), WorkType.Shop, "nl", "", default, Reached: 0, HasRoom: true, MessageChannel.StartPage.Bit());
        MessageChannel[] channels = [MessageChannel.StartPage, MessageChannel.Mail];

        Assert.Equal(MessageChannel.StartPage, new NudgeMatcher(Write(Profile with { Channels = channels }), 1, 0).ChannelFor(onPage));
        var visit = new NudgeMatcher(Write(Profile with { Step = NudgeStep.Visit, Channels = channels }), 1, 0);
        Assert.Null(visit.ChannelFor(onPage));
        Assert.Equal(MessageChannel.StartPage, visit.ChannelFor(onPage with { Channels = onPage.Channels | MessageChannel.Mail.Bit() }));
    }

    [Fact]
    public void Channels_are_compared_among_those_whom_both_reach_and_the_others_get_what_reaches_them()
    {
        var rule = new NudgeMatcher(Write(Profile with { Channels = [MessageChannel.Mail], Second = new() { Channels = [MessageChannel.TextMessage] } }), 1, 0);
        var both = new NudgePerson(PersonId.New(), BranchId.New(), WorkType.Shop, "nl", "", default, Reached: 0, HasRoom: true, MessageChannel.Mail.Bit() | MessageChannel.TextMessage.Bit());
        var texted = both with { Channels = MessageChannel.TextMessage.Bit() };

        Assert.Equal((true, false), (rule.Compares(both), rule.Compares(texted)));
        Assert.Equal([MessageChannel.Mail, MessageChannel.TextMessage, MessageChannel.TextMessage], new[] { rule.ChannelFor(both, NudgeHalf.First), rule.ChannelFor(both, NudgeHalf.Second), rule.ChannelFor(texted) }.Select(c => c!.Value));
    }

    /// <summary>Work is from nine to five. On Sunday 25 October 2026 the clocks in Brussels go back: the Monday after, ten o'clock comes an hour later.</summary>
    [Theory]
    [InlineData(NudgeHalf.First, "2026-11-23T09:30", "2026-11-23T10:00")]
    [InlineData(NudgeHalf.First, "2026-11-23T10:40", "2026-11-23T10:40")]
    [InlineData(NudgeHalf.First, "2026-11-23T11:00", "2026-11-24T10:00")]
    [InlineData(NudgeHalf.Second, "2026-11-23T09:30", "2026-11-24T09:00")] // at seven in the evening nobody works
    [InlineData(NudgeHalf.First, "2026-10-23T15:00", "2026-10-26T10:00")]
    public void Each_half_gets_it_at_its_hour_on_a_working_day(NudgeHalf half, string now, string due)
    {
        var rule = new NudgeMatcher(Write(Profile with { Hour = 10, Second = new() { Hour = 19 } }), 1, 0);
        var hours = new WorkingHours(A.Brussels, new HolidayCalendar(new PublicHolidays(_ => []), []), new LocalTime(9, 0), new LocalTime(17, 0));

        Assert.Equal(due, rule.DueAt(hours, half, At(now)).InZone(A.Brussels).LocalDateTime.ToString("uuuu-MM-ddTHH:mm", null));

        static Instant At(string local) => NodaTime.Text.LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-ddTHH:mm").Parse(local).Value.InZoneLeniently(A.Brussels).ToInstant();
    }

    [Fact]
    public void A_person_gets_one_message_of_the_first_rule_that_is_for_them()
    {
        var branch = BranchId.New();
        var rules = new[]
        {
            new NudgeMatcher(Write(Profile with { Audience = new() { WorkTypes = [WorkType.Field] } }), 1, 0),
            new NudgeMatcher(Write(Profile with { Audience = new() { FromWeek = 2, UntilWeek = 6 } }), 1, 1),
            new NudgeMatcher(Write(Profile), 1, 2),
        };
        var desk = new NudgePerson(PersonId.New(), branch, WorkType.Desk, "nl", "", default, Reached: 0, HasRoom: true, MessageChannel.Mail.Bit());

        NudgeMatcher? Of(NudgePerson person, int? weeks = 3, bool open = true) =>
            NudgePlanner.Plan(rules, [person], new Dictionary<BranchId, NudgeBranch> { [branch] = new(open, weeks) }).SingleOrDefault()?.Rule;

        Assert.Same(rules[1], Of(desk));
        Assert.Same(rules[0], Of(desk with { WorkType = WorkType.Field }));
        Assert.Same(rules[2], Of(desk, weeks: null));
        Assert.Same(rules[2], Of(desk with { Reached = rules[1].Bit }));
        Assert.Null(Of(desk with { HasRoom = false }));
        Assert.Null(Of(desk, open: false));
        Assert.Null(Of(desk with { Facts = FactSet.Of([NudgeFact.ProfileComplete]) }));
        Assert.Null(Of(desk with { Facts = FactSet.Of([NudgeFact.AccountClosed]) }));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(50)]
    public void Chance_keeps_its_share_of_every_branch_from_a_rule_whatever_the_order_in_which_people_come(int percent)
    {
        var (rule, branch) = (NudgeRuleId.New(), BranchId.New());
        var people = Enumerable.Range(0, 200).Select(_ => PersonId.New()).ToList();

        var together = Holdout.Choose(rule, 1, branch, percent, 0, people);
        var inSteps = Enumerable.Range(0, 20).Sum(i => Holdout.Choose(rule, 1, branch, percent, i * 10, people.Skip(i * 10).Take(10)).Count);

        Assert.Equal(200 * percent / 100, together.Count);
        Assert.Equal(200 * percent / 100, inSteps);
        Assert.True(together.SetEquals(Holdout.Choose(rule, 1, branch, percent, 0, people.AsEnumerable().Reverse())));
        Assert.False(together.SetEquals(Holdout.Choose(rule, 2, branch, percent, 0, people)));
    }

    private static NudgeRule Write(NudgeRuleContent content) => NudgeRule.Write("profile", "Profile", 1, content, ["en", "nl"], Lead, A.Monday);

    private static Dictionary<string, NudgeWording> Saying(string body) => new() { ["en"] = new("Subject", body), ["nl"] = new("Onderwerp", body) };
}
