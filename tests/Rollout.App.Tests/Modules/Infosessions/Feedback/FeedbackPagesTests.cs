using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.App.Shared.Outbox;
using Rollout.App.Tests.Modules.Infosessions.KeyUsers;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Feedback;

/// <summary>The three questions by QR and by mail, and the results.</summary>
public sealed class FeedbackPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task By_the_QR_the_code_on_a_ticket_answers_once_without_an_account_and_a_stranger_takes_nobodys_place(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await GiveFeedbackTests.CameAsync(bed, 2);
        var path = "/f/" + bed.Session.FeedbackCode;
        for (var fresh = 0; fresh < 5; fresh++)
        {
            var stranger = bed.App.Visitor();
            var refused = await stranger.SubmitAsync(await stranger.GetAsync(path), "feedback", ("Useful", "1"), ("Clear", "1"), ("Text", ""), ("Ticket", "K7QX 49TM"));
            Assert.Contains("Type the eight signs on your ticket", refused.Text, StringComparison.Ordinal);
        }

        var visitor = bed.App.Visitor();
        var page = await visitor.SubmitAsync(await visitor.GetAsync(path.ToLowerInvariant()), "feedback", ("Useful", "4"), ("Text", "Slower"), ("Ticket", ""));
        Assert.Contains("Choose a score from 1 to 5 for how clear it was.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Type the eight signs on your ticket", page.Text, StringComparison.Ordinal);
        Assert.Contains("Slower", page.Html, StringComparison.Ordinal);
        var code = TicketCode.Shown(GiveFeedbackTests.CodeOf(bed, people[0]));
        (string, string?)[] answers = [("Useful", "4"), ("Clear", "5"), ("Text", "Slower"), ("Ticket", code)];
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "feedback", answers));
        Assert.Contains("Thank you", page.Text, StringComparison.Ordinal);
        page = await visitor.SubmitAsync(await visitor.GetAsync(path), "feedback", answers);
        Assert.Contains("You have answered already", page.Text, StringComparison.Ordinal);

        // Neither a fresh browser nor a colleague who is signed in uses the same ticket again: what a colleague sends is their own answer, whatever code is typed.
        var another = bed.App.Visitor();
        Assert.Contains("You have answered already", (await another.SubmitAsync(await another.GetAsync(path), "feedback", answers)).Text, StringComparison.Ordinal);
        var colleague = bed.App.Visitor(people[1]);
        var open = await colleague.GetAsync(path);
        await colleague.SubmitAsync(open, "feedback", answers);
        await colleague.SubmitAsync(open, "feedback", answers);
        var spent = await another.SubmitAsync(await another.GetAsync(path), "feedback", ("Useful", "1"), ("Clear", "1"), ("Text", ""), ("Ticket", GiveFeedbackTests.CodeOf(bed, people[1])));
        Assert.Contains("You have answered already", spent.Text, StringComparison.Ordinal);
        await using var db = bed.Database.CreateDbContext();
        Assert.Equal((2, 4), (db.FeedbackScores.Where(s => s.Question == FeedbackQuestion.Useful).Sum(s => s.Answers), db.FeedbackScores.Single(s => s.Question == FeedbackQuestion.Useful).Score));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync("/f/ACE347")).Status);
    }

    [Fact]
    public async Task The_ticket_leads_to_the_questions_and_shows_its_code_to_its_owner_but_not_to_who_only_knows_their_name()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        var people = await GiveFeedbackTests.CameAsync(bed, 2);
        var withoutMail = A.Person(bed.Gent, "Zoë Zonder", email: null);
        bed.Database.Given(withoutMail, Registration.Of(withoutMail.Id, bed.Session.Id, A.Monday));
        var path = $"/infosessions/{bed.Session.Id}/ticket";
        var keys = bed.App.Services.GetRequiredService<Rollout.App.Identity.LinkTokens>();
        string Said(Person person) => $"{path}?key={Uri.EscapeDataString(keys.Create("sign-up-said", person.Id, Duration.FromHours(1)))}";

        var owner = bed.App.Visitor(people[0]);
        var ticket = await owner.GetAsync(path);
        Assert.Contains(TicketCode.Shown(GiveFeedbackTests.CodeOf(bed, people[0])), ticket.Text, StringComparison.Ordinal);
        await owner.SubmitAsync(await owner.GetAsync(ticket.LinkTo("/f/")), "feedback", ("Useful", "4"), ("Clear", "5"), ("Text", ""));
        Assert.Contains("Thank you", (await owner.GetAsync(ticket.LinkTo("/f/"))).Text, StringComparison.Ordinal);

        var knowsTheName = await bed.App.Visitor().GetAsync(Said(people[1]));
        Assert.DoesNotContain(TicketCode.Shown(GiveFeedbackTests.CodeOf(bed, people[1])), knowsTheName.Text, StringComparison.Ordinal);
        var phone = bed.App.Visitor();
        var form = await phone.GetAsync((await phone.GetAsync(Said(withoutMail))).LinkTo("/f/"));
        var done = await phone.FollowAsync(await phone.SubmitAsync(form, "feedback", ("Useful", "4"), ("Clear", "5"), ("Text", ""), ("Ticket", GiveFeedbackTests.CodeOf(bed, withoutMail))));
        Assert.Contains("Thank you", done.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{GiveFeedbackTests.CodeOf(bed, withoutMail)}\"", form.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_came_is_asked_by_mail_once_and_nudged_once_if_there_is_no_answer(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await GiveFeedbackTests.CameAsync(bed, 3);
        var ask = bed.App.Services.GetRequiredService<AskForFeedback>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => ask.RunAsync()));
        await ask.RunAsync();
        var asked = bed.Mails(about: FeedbackEmails.Asking);
        Assert.Equal(people.Select(p => p.Id).ToHashSet(), asked.Select(m => m.Person!.Value).ToHashSet());
        Assert.Equal(3, asked.Count);

        var visitor = bed.App.Visitor();
        var link = JsonSerializer.Deserialize<EmailContent>(asked.Single(m => m.Person == people[0].Id).EmailContent)!.Button!.Address.PathAndQuery;
        await visitor.SubmitAsync(await visitor.GetAsync(link), "feedback", ("Useful", "4"), ("Clear", "5"), ("Text", ""));
        var check = bed.App.Services.GetServices<ISendGuard>().OfType<FeedbackGuard>().Single();
        await using (var db = bed.Database.CreateDbContext())
        {
            Assert.Equal([SuppressionReason.Done], (await check.SuppressAsync(db, asked, bed.Clock.Now, default)).Values);
        }

        // The same device with another colleague's ticket: two people may share one.
        var other = await visitor.GetAsync("/f/" + bed.Session.FeedbackCode);
        await visitor.SubmitAsync(other, "feedback", ("Useful", "4"), ("Clear", "5"), ("Text", ""), ("Ticket", GiveFeedbackTests.CodeOf(bed, people[1])));

        bed.Clock.Now = Instant.FromUtc(2026, 12, 2, 10, 0);
        await PlanAsync(bed);
        Assert.Empty(bed.Mails(about: FeedbackOpenRule.Rule));
        bed.Clock.Now = Instant.FromUtc(2026, 12, 3, 10, 0);
        await PlanAsync(bed);
        await PlanAsync(bed);
        bed.Clock.Now = Instant.FromUtc(2026, 12, 4, 10, 0);
        await PlanAsync(bed);
        var nudge = Assert.Single(bed.Mails(about: FeedbackOpenRule.Rule));
        Assert.Equal((people[2].Id, OutboxKind.Nudge), (nudge.Person!.Value, nudge.Kind));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Results_stand_for_those_who_run_it_once_it_has_closed_with_five_answers(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await GiveFeedbackTests.CameAsync(bed, 5);
        var path = $"/infosessions/{bed.Session.Id.Value}/results";
        var other = AnInfosession.Facilitator(bed.Gent, "Claire Dubois");
        bed.Database.Given(other);
        foreach (var person in people.Take(4))
        {
            await GiveAsync(bed, bed.Session, person, "Slower, said " + person.Name[^3..]);
        }

        bed.Clock.Now = FeedbackTime.ClosesAt(bed.Session.Starts, bed.Session.Zone);
        var four = await bed.App.Visitor(bed.Joost).GetAsync(path);
        Assert.Contains("Too few answers to show", four.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Slower", four.Text, StringComparison.Ordinal);

        bed.Clock.Now -= Duration.FromHours(1);
        await GiveAsync(bed, bed.Session, people[4], "Slower again");
        Assert.DoesNotContain("Slower", (await bed.App.Visitor(bed.Lead).GetAsync(path)).Text, StringComparison.Ordinal);
        bed.Clock.Now += Duration.FromHours(1);
        var five = await bed.App.Visitor(bed.Joost).GetAsync(path);
        Assert.Contains("5 of 5 who came have answered", five.Text, StringComparison.Ordinal);
        Assert.Contains("4.0 of 5", five.Text, StringComparison.Ordinal);
        Assert.Contains("Slower again", five.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(people[4].Name, five.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await bed.App.Visitor(other).GetAsync(path)).Status);
        Assert.Equal("/denied", (await bed.App.Visitor(people[0]).GetAsync(path)).Location?.Split('?')[0]);
        Assert.Contains(bed.Session.FeedbackCode, (await bed.App.Visitor(bed.Joost).GetAsync($"/infosessions/{bed.Session.Id.Value}/slide")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Slower", (await bed.App.Visitor(people[0]).GetAsync($"/topics/{bed.Topic.Id.Value}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_topic_shows_the_score_before_and_after_and_small_infosessions_only_together(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var bed = made.Bed;
        var sessions = Enumerable.Range(1, 2).Select(week => AnInfosession.Of(made.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(week))).ToArray();
        bed.Database.Given([.. sessions]);
        var keyUsers = bed.Colleagues(5);
        await made.CameAsync(keyUsers);
        foreach (var person in keyUsers)
        {
            await GiveAsync(bed, made.DryRun, person, "Before");
        }

        for (var i = 0; i < 2; i++)
        {
            bed.Clock.Now = A.Monday;
            foreach (var person in await GiveFeedbackTests.CameAsync(bed, 3, sessions[i]))
            {
                await GiveAsync(bed, sessions[i], person, "After");
            }
        }

        bed.Clock.Now = FeedbackTime.ClosesAt(sessions[0].Starts, sessions[0].Zone);
        var found = await AskAsync(bed, made.Topic);
        Assert.Equal(5, found.Before!.Answers);
        Assert.Null(found.After);
        Assert.Empty(found.Texts);
        bed.Clock.Now = FeedbackTime.ClosesAt(sessions[1].Starts, sessions[1].Zone);
        found = await AskAsync(bed, made.Topic);
        Assert.Equal((5, 6), (found.Before!.Answers, found.After!.Answers));
        Assert.Equal(6, found.Texts.Count);
        Assert.All(found.Texts, t => Assert.Equal("After", t));
    }

    private static Task<TopicFeedback> AskAsync(InfosessionTestBed bed, Topic topic) => bed.ActAsync<FindTopicFeedback, TopicFeedback>(bed.Joost, a => a.RunAsync(topic.Id));

    private static Task GiveAsync(InfosessionTestBed bed, Infosession session, Person person, string text) =>
        bed.ActAsync<GiveFeedback>(bed.Lead, a => a.RunAsync(session.Id, person.Id, null, new FeedbackAnswer(4, 4, text)));

    private static Task PlanAsync(InfosessionTestBed bed) => bed.App.Services.GetRequiredService<Rollout.App.Modules.Nudges.PlanNudges>().RunAsync();
}
