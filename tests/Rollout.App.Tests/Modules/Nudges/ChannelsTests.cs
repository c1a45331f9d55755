using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using NodaTime;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Access;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>Whom no mail reaches is reached otherwise: each by the first of the rule's channels that reaches them, once, on the same contact budget.</summary>
public sealed class ChannelsTests
{
    private static readonly NudgeRuleContent Anyhow = new()
    {
        Step = NudgeStep.CompleteProfile,
        DaysBetween = 7,
        Channels = [MessageChannel.Mail, MessageChannel.StartPage, MessageChannel.Ambassador, MessageChannel.Note],
    };

    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Each_is_reached_by_the_first_channel_that_reaches_them_and_what_waits_is_never_mailed(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var elsewhere = A.Branch("Luik");
        nudges.Given(elsewhere);
        nudges.ABehindAmbassador();
        var (mailed, onPage, spokenTo) = (nudges.APerson("Bas Groot"), Without(nudges, "Els Klein"), Without(nudges, "Piet Smit"));
        var noted = A.Person(elsewhere, "Jan Dubois", email: null, number: "4711");
        nudges.Given(noted, SignInSession.Begin(onPage.Id, isVerified: false, "", ("", ""), nudges.Clock.Now));
        nudges.ARule(Anyhow);

        await nudges.PlanAsync();
        await nudges.PlanAsync();
        await nudges.DispatchAsync();

        var messages = nudges.Messages().Where(m => m.About == "rule-a-rule").ToDictionary(m => m.Person!.Value);
        Assert.Equal(
            [(MessageChannel.Mail, OutboxState.Sent), (MessageChannel.StartPage, OutboxState.Waiting), (MessageChannel.Ambassador, OutboxState.Waiting), (MessageChannel.Note, OutboxState.Waiting)],
            new[] { mailed, onPage, spokenTo, noted }.Select(p => (messages[p.Id].Channel, messages[p.Id].State)));
        Assert.DoesNotContain("key=", messages[noted.Id].EmailContent, StringComparison.Ordinal); // paper signs nobody in
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_fixed_rule_waits_on_the_start_page_of_whom_no_mail_reaches_and_a_personal_one_only_for_whoever_proved_who_they_are(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.AWave(days: 9);
        nudges.AnInfosession(days: 4);
        var luik = A.Branch("Luik"); // nothing goes live there, and its ambassadors are behind
        var (says, nobody) = (Without(nudges, "Els Klein"), Without(nudges, "Piet Smit"));
        var (proven, unproven) = (A.Person(luik, "Jan Dubois", email: null, number: "1"), A.Person(luik, "Ann Dubois", email: null, number: "2"));
        nudges.Given(luik, proven, unproven);
        foreach (var (person, isVerified) in new[] { (says, false), (proven, true), (unproven, false) })
        {
            nudges.Given(SignInSession.Begin(person.Id, isVerified, "", ("", ""), nudges.Clock.Now));
        }

        nudges.ABehindAmbassador(of: proven);
        nudges.ABehindAmbassador(of: unproven);
        await nudges.PlanAsync();

        var waiting = nudges.Messages().Where(m => m.Channel == MessageChannel.StartPage).ToLookup(m => m.Person);
        Assert.Equal([(NoInfosessionRule.Rule, false)], waiting[says.Id].Select(m => (m.About, m.Confidential)));
        Assert.Equal([(BehindPaceRule.Rule, true)], waiting[proven.Id].Select(m => (m.About, m.Confidential)));
        Assert.DoesNotContain(nudges.Messages(), m => m.Person == nobody.Id || m.Person == unproven.Id);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_waits_spends_the_contact_budget_until_it_loses_its_point_or_its_days_are_over(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (done, slow) = (Without(nudges, "Els Klein"), Without(nudges, "Piet Smit"));
        nudges.ARule(Anyhow);
        nudges.ARule(Anyhow, "second", priority: 2);
        await nudges.PlanAsync();
        await nudges.PlanAsync();
        Assert.Equal(["rule-a-rule"], OfPeople().Select(m => m.About).Distinct());

        nudges.Change(db => db.People.Single(p => p.Id == done.Id).CompletedProfile(nudges.Clock.Now));
        nudges.Clock.Advance(Duration.FromHours(7));
        await nudges.Waiting.DropLostAsync(default);
        Assert.Equal((OutboxState.Suppressed, SuppressionReason.Done), OfPeople().Where(m => m.Person == done.Id).Select(m => (m.State, m.FailureReason)).Single());

        nudges.Clock.Advance(Duration.FromDays(15) - Duration.FromHours(7));
        await nudges.DispatchAsync();
        await nudges.PlanAsync();
        Assert.Equal([("rule-a-rule", OutboxState.Suppressed), ("rule-second", OutboxState.Waiting)], OfPeople().Where(m => m.Person == slow.Id).Select(m => (m.About, m.State)));

        IEnumerable<OutboxMessage> OfPeople() => nudges.Messages().Where(m => m.Person == done.Id || m.Person == slow.Id);
    }

    [Fact]
    public async Task A_nudge_is_seen_spoken_or_handed_out_on_the_pages_of_those_it_waits_for()
    {
        await using var the = await TheNudgePages.StartAsync();
        using var db = the.Database.CreateDbContext();
        var branch = db.Branches.Single();
        var (els, piet) = (A.Person(branch, "Els Klein", email: null, number: "1"), A.Person(branch, "Piet Smit", email: null, number: "2"));
        var luik = A.Branch("Luik");
        var (an, jan) = (A.Director(luik, "An Verstraete"), A.Person(luik, "Jan Dubois", email: null, number: "3"));
        var rule = NudgeRule.Write("anyhow", "anyhow", 1, Anyhow with { Texts = TheNudges.Texts("anyhow") }, ["en"], by: null, A.Monday);
        rule.Switch(NudgeRuleState.On, the.Lead.Id, A.Monday);
        the.Database.Given(els, piet, luik, an, jan, rule, SignInSession.Begin(els.Id, isVerified: false, "", ("", ""), A.Monday));
        luik = db.Branches.Single(b => b.Name == "Luik");
        luik.AssignDirector(an.Id);
        db.SaveChanges();
        await the.PlanAsync();

        var visitor = the.App.Visitor(els, proven: false);
        var start = await visitor.GetAsync("/");
        Assert.Contains("About anyhow", start.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(start, $"/my/nudges/{MessageOf(els)}/seen");
        Assert.DoesNotContain("About anyhow", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);

        var sanne = the.App.Visitor(the.Ambassador);
        var hers = await sanne.GetAsync("/");
        Assert.Contains("Piet Smit Ask them to complete their profile", hers.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Jan Dubois", hers.Text, StringComparison.Ordinal);
        await sanne.SubmitAsync(hers, $"/my/nudges/{MessageOf(piet)}/spoken");
        Assert.DoesNotContain("Piet Smit Ask them", (await sanne.GetAsync("/")).Text, StringComparison.Ordinal);

        var director = the.App.Visitor(an);
        Assert.Contains("One note to print", (await director.GetAsync("/")).Text, StringComparison.Ordinal);
        var sheet = await director.GetAsync($"/nudges/notes/{luik.Id.Value}");
        Assert.Contains("Jan Dubois", sheet.Text, StringComparison.Ordinal);
        Assert.Equal(A.Platform, Assert.Single(QrReader.AddressesIn(sheet.Html)));
        var printed = await director.FollowAsync(await director.SubmitAsync(sheet, $"/nudges/notes/{luik.Id.Value}/printed"));
        Assert.Contains("One note is noted as handed out.", printed.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await director.GetAsync($"/nudges/notes/{branch.Id.Value}")).Status);

        Assert.All(the.Messages().Where(m => m.Channel != MessageChannel.Mail), m => Assert.Equal(OutboxState.Sent, m.State));
        string MessageOf(Person person) => the.Messages().Single(m => m.Person == person.Id).Id.ToString();
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_text_message_goes_once_to_whoever_asked_for_it_in_the_middle_of_the_day(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.Clock.Advance(-Duration.FromMinutes(30)); // half past nine there: work has begun, text messages have not
        var people = new[] { "Els Klein", "Piet Smit", "Jan Dubois" }.Select(name => Without(nudges, name)).ToList();
        nudges.Change(db => db.People.Where(p => p.Email == null).ToList().ForEach(p =>
        {
            p.Correct(new PersonDetails(p.Branch, p.GivenName, p.Infix, p.FamilyName) { PersonnelNumber = p.PersonnelNumber, Mobile = "0470 12 34 5" + people.FindIndex(one => one.Id == p.Id) }, "BE");
            if (p.Id != people[2].Id)
            {
                p.WelcomeTextMessages(nudges.Clock.Now);
            }
        }));
        nudges.ARule(Anyhow with { Channels = [MessageChannel.TextMessage] });
        await nudges.PlanAsync();
        nudges.Change(db => db.People.Single(p => p.Id == people[1].Id).StopTextMessages());
        var gateway = new AGateway();

        await nudges.DispatchAsync(gateways: [gateway]);
        Assert.Empty(gateway.Sent);
        nudges.Clock.Advance(Duration.FromHours(1));
        await Task.WhenAll(nudges.DispatchAsync(gateways: [gateway]), nudges.DispatchAsync(gateways: [gateway]));

        Assert.Equal([("Els Klein", OutboxState.Sent, null), ("Piet Smit", OutboxState.Suppressed, SuppressionReason.ByPerson)], nudges.Messages().OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => (m.Name, m.State, m.FailureReason)));
        var sent = Assert.Single(gateway.Sent);
        Assert.StartsWith("+32470", sent.Address, StringComparison.Ordinal);
        Assert.Equal("About a-rule https://platform.voorbeeld.be/ Stop: debrug.example/my/text-messages", JsonSerializer.Deserialize<EmailContent>(sent.EmailContent)!.ShortText);
    }

    /// <summary>Two people get it, in one part each; nobody else asked for text messages.</summary>
    [Fact]
    public async Task What_the_text_messages_of_thirty_days_cost_is_said_before_they_leave()
    {
        await using var the = await TheNudgePages.StartAsync();
        var branch = the.Database.CreateDbContext().Branches.Single();
        var people = new[] { "Els Klein", "Piet Smit" }.Select((name, i) => A.Person(branch, name, email: null, number: $"{i}")).ToList();
        foreach (var (i, person) in people.Index())
        {
            person.Correct(new PersonDetails(branch.Id, person.GivenName, "", person.FamilyName) { PersonnelNumber = person.PersonnelNumber, Mobile = "0470 12 34 5" + i }, "BE");
            person.WelcomeTextMessages(A.Monday);
        }

        var rule = NudgeRule.Write("texts", "texts", 1, Anyhow with { Channels = [MessageChannel.TextMessage], Texts = TheNudges.Texts("texts") }, ["en"], by: null, A.Monday);
        rule.Switch(NudgeRuleState.On, the.Lead.Id, A.Monday);
        the.Database.Given([.. people, rule]);
        var lead = the.App.Visitor(the.Lead);

        Assert.Contains("Text messages in these 30 days: about 2, billed in parts: 2, together about 0.16", (await lead.GetAsync("/nudges/calendar")).Text, StringComparison.Ordinal);
        Assert.Contains("Text messages cost about 0.16 (parts billed: 2)", (await lead.GetAsync("/nudges/rules/texts/ahead")).Text, StringComparison.Ordinal);
    }

    private sealed class AGateway : IMessageGateway
    {
        public ConcurrentQueue<OutboxMessage> Sent { get; } = [];

        public MessageChannel Channel => MessageChannel.TextMessage;

        public Task<DeliveryResult> SendAsync(OutboxMessage message, CancellationToken stop)
        {
            Sent.Enqueue(message);
            return Task.FromResult(DeliveryResult.Sent);
        }
    }

    private static Person Without(TheNudges nudges, string name)
    {
        var person = A.Person(nudges.Branch, name, email: null, number: name);
        nudges.Given(person);
        return person;
    }
}
