using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>A rule in typed facts reaches whom it is for, once, by the version it began with, and ends when the step is done.</summary>
public sealed class WrittenRulesTests
{
    private static readonly NudgeRuleContent Profile = new() { Step = NudgeStep.CompleteProfile, Tries = 2, DaysBetween = 7 };

    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Facts_say_whom_a_rule_is_for_and_an_unknown_fact_is_no_no(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (visited, posted, absent) = (nudges.APerson("Bas Groot"), nudges.APerson("Els Klein"), nudges.APerson("Jan Smit"));
        nudges.ARule(new() { Step = NudgeStep.Post, Audience = new() { Have = [NudgeFact.Visited] } }, "post");
        nudges.ARule(new() { Step = NudgeStep.Visit }, "visit", priority: 2);

        await nudges.PlanAsync();
        Assert.Empty(nudges.Messages()); // no report says who did not

        AReport(nudges, (visited, false), (posted, true));
        await nudges.PlanAsync();

        Assert.Equal(
            [("rule-post", visited.Id), ("rule-visit", absent.Id), ("rule-visit", nudges.Lead.Id)],
            nudges.Messages().Select(m => (m.About, m.Person!.Value)).OrderBy(m => m.About, StringComparer.Ordinal).ThenBy(m => m.Value == nudges.Lead.Id));
        Assert.All(nudges.Messages(), m => Assert.True(m.Confidential)); // who gets them says what they did not do
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Every_fact_is_a_set_that_the_database_can_ask(Database kind)
    {
        using var nudges = new TheNudges(kind);
        AReport(nudges);
        foreach (var fact in Enum.GetValues<NudgeFact>().Where(f => f != NudgeFact.AccountClosed))
        {
            nudges.ARule(new() { Audience = new() { HaveNot = [fact] } }, "not-" + fact.ToString().ToLowerInvariant());
        }

        nudges.ARule(new() { Audience = new() { Have = [NudgeFact.Answered] } }, "answered");
        await nudges.PlanAsync();

        Assert.Equal(nudges.Lead.Id, Assert.Single(nudges.Messages()).Person);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_run_tries_again_by_its_own_version_until_the_step_is_done(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (done, slow) = (nudges.APerson("Bas Groot"), nudges.APerson("Els Klein"));
        var rule = nudges.ARule(Profile with { Audience = new() { Languages = ["nl"] } });
        nudges.Change(db => db.People.Where(p => p.Id == done.Id || p.Id == slow.Id).ToList().ForEach(p => p.SetLanguage("nl")));
        await nudges.PlanAsync();
        await nudges.DispatchAsync();

        nudges.Change(db =>
        {
            db.People.Single(p => p.Id == done.Id).CompletedProfile(nudges.Clock.Now);
            var stored = db.NudgeRules.Include(r => r.Versions).Include(r => r.Events).Single(r => r.Id == rule.Id);
            stored.Change("a-rule", stored.Content with { Tries = 1, Texts = TheNudges.Texts("later") }, ["en"], nudges.Lead.Id, nudges.Clock.Now);
        });
        for (var week = 1; week <= 3; week++)
        {
            nudges.Clock.Advance(Duration.FromDays(7));
            await nudges.PlanAsync();
            await nudges.DispatchAsync();
        }

        Assert.Equal([(done.Id, 1, NudgeRunEnd.Done), (slow.Id, 2, NudgeRunEnd.Dropped)], nudges.Runs().Select(r => (r.Person, r.Tries, r.End!.Value)).OrderBy(r => r.Tries));
        Assert.Equal(["About a-rule", "About a-rule"], nudges.Messages().Where(m => m.Person == slow.Id).Select(m => m.Subject));
        Assert.All(nudges.Messages(), m => Assert.Equal(OutboxState.Sent, m.State));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Whom_the_last_try_did_not_reach_is_handed_to_the_ambassador_who_invited_them(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (sanne, ambassador) = nudges.ABehindAmbassador();
        var colleague = nudges.APerson("Bas Groot");
        nudges.Given(Invitation.ByMail(ambassador.Id, colleague.Id, nudges.Clock.Now));
        nudges.ARule(Profile with { Tries = 1, After = AfterLastTry.HandedToAmbassador, Audience = new() { HaveNot = [NudgeFact.IsAmbassador] } });

        await nudges.PlanAsync();
        nudges.Clock.Advance(Duration.FromDays(7));
        await nudges.PlanAsync();
        await nudges.PlanAsync();

        var handed = Assert.Single(nudges.Messages(), m => m.About == "nudge-handed-over");
        Assert.Equal((sanne.Id, OutboxKind.Service), (handed.Person, handed.Kind));
        Assert.Contains("Bas Groot", handed.EmailContent, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_lost_its_point_before_it_leaves_is_dropped_with_the_reason(Database kind)
    {
        using var nudges = new TheNudges(kind, budget: 2);
        var people = Enumerable.Range(0, 3).Select(i => nudges.APerson($"Bas Groot{i}")).ToList();
        nudges.ARule(Profile);
        await nudges.PlanAsync();
        nudges.Change(db =>
        {
            db.People.Single(p => p.Id == people[0].Id).CompletedProfile(nudges.Clock.Now);
            db.NudgeOptOuts.Add(new NudgeOptOut(people[1].Id, "rule-a-rule", nudges.Clock.Now));
            db.NudgeOptOuts.Add(new NudgeOptOut(people[2].Id, NudgeOptOut.All, nudges.Clock.Now, nudges.Clock.Now + Duration.FromDays(30)));
        });

        await nudges.DispatchAsync();

        Assert.Equal(
            [SuppressionReason.Done, SuppressionReason.ByPerson, SuppressionReason.ByPerson, OutboxMessage.InFile],
            people.Select(p => p.Id).Append(nudges.Lead.Id).Select(id => nudges.Messages().Single(m => m.Person == id).FailureReason));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_paused_rule_or_branch_waits_and_one_that_is_off_drops_what_waits(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.ARule(Profile);
        await nudges.PlanAsync();
        void Switch(NudgeRuleState to) => nudges.Change(db => db.NudgeRules.Include(r => r.Events).Single(r => r.Code == "a-rule").Switch(to, nudges.Lead.Id, nudges.Clock.Now));

        Switch(NudgeRuleState.Paused);
        await nudges.DispatchAsync();
        Assert.Equal(OutboxState.Queued, nudges.Messages()[0].State);

        Switch(NudgeRuleState.On);
        nudges.Change(db => db.NudgeBranchPauses.Add(new NudgeBranchPause(nudges.Branch.Id, nudges.Lead.Id, nudges.Clock.Now)));
        nudges.Clock.Advance(Duration.FromHours(2));
        await nudges.DispatchAsync();
        Assert.Equal(OutboxState.Queued, nudges.Messages()[0].State);

        Switch(NudgeRuleState.Off);
        nudges.Clock.Advance(Duration.FromHours(2));
        await nudges.DispatchAsync();
        Assert.Equal((OutboxState.Suppressed, SuppressionReason.RuleOff), (nudges.Messages()[0].State, nudges.Messages()[0].FailureReason));
    }

    [Fact]
    public async Task The_rules_that_come_with_the_program_are_stored_once_and_send_nothing_until_the_lead_wants_it()
    {
        using var nudges = new TheNudges(Database.Sqlite);
        nudges.APerson();
        await nudges.PlanAsync();
        await nudges.PlanAsync();

        using var db = nudges.Db();
        var rules = db.NudgeRules.ToList();
        Assert.Equal(ShippedRules.Codes.Order(StringComparer.Ordinal), rules.Where(r => !r.IsFixed).Select(r => r.Code).Order(StringComparer.Ordinal));
        Assert.All(rules, r => Assert.Equal(r.IsFixed ? NudgeRuleState.On : NudgeRuleState.Off, r.State));
        Assert.DoesNotContain(nudges.Messages(), m => m.About.StartsWith("rule-", StringComparison.Ordinal));
    }

    /// <summary>A report of today over the last thirty days: those in it visited, some posted.</summary>
    private static void AReport(TheNudges nudges, params (Person Who, bool Posted)[] people)
    {
        var report = ActivityReport.Of("engage", A.Today, 30);
        report.Take(ReportSays.Visited | ReportSays.Reacted | ReportSays.Posted, "report.csv", nudges.Clock.Now);
        nudges.Given(report);
        foreach (var (who, posted) in people)
        {
            var account = PlatformAccount.Named(who.Email!);
            account.BelongsTo(who.Id);
            nudges.Given(account, new Statement(report.Id, account.Id, A.Today, Reacted: false, posted, Closed: false));
        }
    }
}
