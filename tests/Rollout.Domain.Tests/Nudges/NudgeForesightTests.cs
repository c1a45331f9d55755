using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Nudges;

/// <summary>The foresight plays the planner day by day, with the contact budget and the working days.</summary>
public sealed class NudgeForesightTests
{
    private static readonly BranchId Gent = BranchId.New();
    private static readonly LocalDate Friday = new(2026, 11, 27);
    private static readonly WorkingHours Hours = new(A.Brussels, new HolidayCalendar(new PublicHolidays(_ => [new LocalDate(2026, 12, 1)]), []), new LocalTime(9, 0), new LocalTime(17, 0));
    private static readonly NudgePerson Someone = new(PersonId.New(), Gent, WorkType.Desk, "nl", "", default, 0, HasRoom: true, MessageChannel.Mail.Bit());

    [Fact]
    public void Rules_go_in_their_order_and_the_budget_moves_the_second_to_the_next_week()
    {
        var rules = Rules(new() { Step = NudgeStep.Visit, Tries = 2, DaysBetween = 14 }, new() { Step = NudgeStep.CompleteProfile });
        var seen = Play(rules, budget: 1);

        Assert.Equal(
            [(0, Friday), (1, Friday.PlusDays(7)), (0, Friday.PlusDays(14))],
            seen.Messages.OrderBy(m => m.Day).Select(m => (rules[0].Rule.Id == m.Rule ? 0 : 1, m.Day)));
        Assert.Equal(1, seen.HadToWait[rules[1].Rule.Id]);
    }

    [Fact]
    public void With_a_larger_budget_days_still_lie_between_and_nothing_is_foreseen_for_a_weekend_or_a_holiday()
    {
        var rules = Rules(new() { Step = NudgeStep.Visit }, new() { Step = NudgeStep.CompleteProfile }, new() { Step = NudgeStep.Post });

        // Three days after Friday is Monday; three after that Thursday. Tuesday is a holiday.
        Assert.Equal([Friday, Friday.PlusDays(3), Friday.PlusDays(6)], Play(rules, budget: 5).Messages.Select(m => m.Day).Order());
        Assert.Equal([Friday.PlusDays(5)], Play(rules[..1], budget: 5, pausedDays: 2, from: Friday.PlusDays(2)).Messages.Select(m => m.Day));
    }

    [Fact]
    public void What_someone_got_last_week_counts()
    {
        var rules = Rules(new NudgeRuleContent { Step = NudgeStep.Visit });

        Assert.Equal(Friday.PlusDays(6), Assert.Single(Play(rules, budget: 1, daysAgo: 1).Messages).Day);
    }

    [Fact]
    public void A_rule_for_later_weeks_begins_when_they_come()
    {
        var rules = Rules(new NudgeRuleContent { Step = NudgeStep.Visit, Audience = new() { FromWeek = 3 } });

        Assert.Equal(Friday.PlusDays(14), Assert.Single(Play(rules, budget: 1).Messages).Day);
    }

    private static Foreseen Play(IReadOnlyList<NudgeMatcher> rules, int budget, int pausedDays = 0, LocalDate? from = null, int? daysAgo = null) =>
        new NudgeForesight(rules, new Dictionary<BranchId, WorkingHours> { [Gent] = Hours }, new Dictionary<BranchId, NudgeBranch> { [Gent] = new(true, 1) }, budget, apart: 3, from ?? Friday)
            .Play([Someone], 30, daysAgo is { } ago ? new Dictionary<PersonId, IReadOnlyList<int>> { [Someone.Id] = [ago] } : new Dictionary<PersonId, IReadOnlyList<int>>(), pausedDays);

    private static NudgeMatcher[] Rules(params NudgeRuleContent[] contents) =>
        [.. contents.Select((content, i) => new NudgeMatcher(
            NudgeRule.Write($"rule-{i}", $"Rule {i}", i, content with { Texts = new Dictionary<string, NudgeWording> { ["en"] = new("Subject", "Body") } }, ["en"], PersonId.New(), A.Monday), 1, i))];
}
