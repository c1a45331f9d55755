using System.Net;
using System.Text.Json;
using Rollout.App.Modules.Nudges.Asking;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The lead writes a rule, sees whom it reaches, switches it on, and what it asks reaches people and their answers a human; over HTTP, without script.</summary>
public sealed class RulePagesTests
{
    private static readonly (string, string?)[] Question =
    [
        ("Input.Name", "What do you miss?"), ("Input.Step", "Answer"), ("Input.Kind", "Ask"), ("Input.Occasion", "Once"), ("Input.Tries", "1"), ("Input.DaysBetween", "14"), ("Input.After", "Dropped"),
        ("Input.Holdout", "0"), ("Input.Priority", "1"), ("Input.SubjectEn", "A question, {name}"), ("Input.BodyEn", "What do you miss in {branch}?"), ("Input.SubjectNl", "Een vraag, {name}"),
        ("Input.BodyNl", "Wat mis je in {branch}?"), ("Input.SubjectFr", "Une question, {name}"), ("Input.BodyFr", "Que vous manque-t-il à {branch} ?"),
    ];

    [Fact]
    public async Task A_rule_lives_from_its_sentence_to_an_answer_that_someone_reads()
    {
        await using var the = await TheNudgePages.StartAsync();
        var lead = the.App.Visitor(the.Lead);

        var refused = await lead.SubmitAsync(await lead.GetAsync("/nudges/new"), "rule", With(("Input.Tries", "9"), ("Input.BodyEn", "Hello {who}")));
        Assert.Contains("Try once to 3 times", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Nobody knows {who}", refused.Text, StringComparison.Ordinal);
        Assert.Contains("Que vous manque-t-il", refused.Text, StringComparison.Ordinal);

        var rule = await lead.FollowAsync(await lead.SubmitAsync(await lead.GetAsync("/nudges/new"), "rule", Question));
        Assert.Equal("/nudges/rules/what-do-you-miss", rule.Path);
        Assert.Contains("People who answered no question in the last 90 days are asked to answer a question, once.", rule.Text, StringComparison.Ordinal);
        Assert.Contains("What do you miss in Gent?", rule.Text, StringComparison.Ordinal);

        var again = await lead.SubmitAsync(await lead.GetAsync("/nudges/new"), "rule", Question);
        Assert.Contains(Localizer.In("en")["rule." + NudgeRuleRules.CodeIsFree.Code], again.Text, StringComparison.Ordinal);

        var ahead = await lead.GetAsync("/nudges/rules/what-do-you-miss/ahead");
        Assert.Equal("2 people in the next 30 days", ahead.Heading);
        await lead.SubmitAsync(ahead, "/nudges/rules/what-do-you-miss/on");
        // Two of the rule, and one of the ambassador who is behind.
        Assert.Contains("3 messages in the next 30 days", (await lead.GetAsync("/nudges/calendar")).Heading, StringComparison.Ordinal);
        Assert.Contains("What do you miss?", (await lead.GetAsync("/nudges")).Text, StringComparison.Ordinal);

        await the.PlanAsync();
        var (link, ofTheLead) = (LinkOf(the, the.Ambassador.Id), LinkOf(the, the.Lead.Id));
        var anyone = the.App.Visitor();
        var alone = await anyone.SubmitAsync(await anyone.GetAsync(ofTheLead), "answer", ("Input.Text", "Nobody but me reads this"));
        Assert.Contains(Localizer.In("en")["rule." + NudgeAnswerRules.SomeoneReadsIt.Code], alone.Text, StringComparison.Ordinal);
        Assert.Contains(Localizer.In("en")["rule." + NudgeAnswerRules.SaysSomething.Code, NudgeAnswer.TextLength], (await anyone.SubmitAsync(await anyone.GetAsync(link), "answer", ("Input.Text", " "))).Text, StringComparison.Ordinal);
        var thanks = await anyone.FollowAsync(await anyone.SubmitAsync(await anyone.GetAsync(link), "answer", ("Input.Text", "A map of who sits where")));
        Assert.Equal("Thank you", thanks.Heading);
        var mail = the.Messages().Single(m => m.About == "nudge-answer");
        Assert.Equal((the.Lead.Id, OutboxKind.Service), (mail.Person, mail.Kind));
        Assert.Contains("A map of who sits where", mail.EmailContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_is_a_new_version_and_what_was_done_is_told_with_who_did_it()
    {
        await using var the = await TheNudgePages.StartAsync();
        await the.PlanAsync();
        var lead = the.App.Visitor(the.Lead);

        var typed = With(("Input.Name", ""), ("Input.Step", "Visit"), ("Input.Kind", "Nudge"), ("Input.FromWeek", "2"), ("Input.SecondHour", "15"));
        var two = await lead.SubmitAsync(await lead.GetAsync("/nudges/rules/first-visit/edit"), "rule", [.. typed, ("Input.SecondChannels", "StartPage")]);
        Assert.Contains(Localizer.In("en")["rule." + NudgeRuleRules.ComparesOneThing.Code], two.Text, StringComparison.Ordinal);
        await lead.SubmitAsync(await lead.GetAsync("/nudges/rules/first-visit/edit"), "rule", typed);
        await lead.SubmitAsync(await lead.GetAsync("/nudges/rules/first-visit"), "/nudges/rules/first-visit/send-to-me");
        var page = await lead.GetAsync("/nudges/rules/first-visit");

        Assert.Contains("A first visit", page.Heading, StringComparison.Ordinal);
        Assert.Contains("This rule waits: no report", page.Text, StringComparison.Ordinal);
        Assert.Contains("Changed Mirjam de Vries Version 2: People (from week 2 after go-live)", page.Text, StringComparison.Ordinal);
        Assert.Contains("Half get it at 15:00, by chance.", page.Text, StringComparison.Ordinal);
        Assert.Contains("another hour, 15:00 Too few people to tell: at most another", page.Text, StringComparison.Ordinal);
        Assert.Contains("A first visit – another hour, 15:00", (await lead.GetAsync("/nudges/compared")).Text, StringComparison.Ordinal);
        Assert.Equal(the.Lead.Id, the.Messages().Single(m => m.About == "nudge-trial").Person);
    }

    [Fact]
    public async Task One_rule_is_stopped_or_all_for_a_month_and_the_page_of_oneself_says_for_what_one_is_next()
    {
        await using var the = await TheNudgePages.StartAsync();
        var stop = (await the.ANudgeAsync()).Why!.Stop!.Address.PathAndQuery;
        the.Database.Given(Running("next", the.Lead.Id));
        var sanne = the.App.Visitor(the.Ambassador);
        Assert.Contains("You are next for: next", (await sanne.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);

        var anyone = the.App.Visitor();
        await anyone.SubmitAsync(await anyone.GetAsync(stop), stop, ("what", BehindPaceRule.Rule));
        Assert.Contains("Stopped", (await anyone.GetAsync(stop)).Text, StringComparison.Ordinal);
        await anyone.SubmitAsync(await anyone.GetAsync(stop), stop, ("what", "month"));
        Assert.Contains("No nudges until", (await anyone.GetAsync(stop)).Heading, StringComparison.Ordinal);
        Assert.False(the.IsStopped());
        Assert.DoesNotContain("You are next for", (await sanne.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);

        await sanne.SubmitAsync(await sanne.GetAsync("/my/privacy"), "/my/privacy/nudges", ("welcome", "yes"));
        using var db = the.Database.CreateDbContext();
        Assert.Empty(db.NudgeOptOuts.ToList());
    }

    [Theory]
    [InlineData(NudgeStep.Visit, "People it runs for now fewer than 5")]
    [InlineData(NudgeStep.CompleteProfile, "People it runs for now 1")]
    public async Task Of_few_people_a_rule_that_looks_at_the_platform_tells_no_number(NudgeStep step, string told)
    {
        await using var the = await TheNudgePages.StartAsync();
        var rule = NudgeRule.Write("few", "few", 1, new() { Step = step, Texts = TheNudges.Texts("few") }, ["en"], the.Lead.Id, A.Monday);
        the.Database.Given(rule);
        the.Database.Given(NudgeRun.Start(rule.Id, 1, the.Ambassador.Id, the.Ambassador.Branch, "once", heldOut: false, daysBetween: 7, A.Monday));

        Assert.Contains(told, (await the.App.Visitor(the.Lead).GetAsync("/nudges/rules/few")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nudges/new")]
    [InlineData("/nudges/calendar")]
    [InlineData("/nudges/rules/behind-pace")]
    public async Task The_pages_of_rules_are_for_the_lead_alone(string path)
    {
        await using var the = await TheNudgePages.StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await the.App.Visitor(the.Lead).GetAsync(path)).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await the.App.Visitor(the.Ambassador).GetAsync(path)).Status);
    }

    private static (string, string?)[] With(params (string Name, string? Value)[] typed) => [.. Question.Where(q => !typed.Any(t => t.Name == q.Item1)), .. typed];

    private static string LinkOf(TheNudgePages the, PersonId person)
    {
        using var db = the.Database.CreateDbContext();
        var run = db.NudgeRuns.Single(r => r.Person == person).Id.Value;
        return JsonSerializer.Deserialize<EmailContent>(db.Outbox.Single(m => m.SubjectId == run).EmailContent)!.Button!.Address.PathAndQuery;
    }

    private static NudgeRule Running(string name, PersonId by)
    {
        var rule = NudgeRule.Write(name, name, 1, new() { Step = NudgeStep.CompleteProfile, Texts = TheNudges.Texts(name) }, ["en"], by: null, A.Monday);
        rule.Switch(NudgeRuleState.On, by, A.Monday);
        return rule;
    }
}
