using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A colleague’s way through an invitation in a browser without JavaScript.</summary>
public sealed class InvitationPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_colleague_without_an_account_types_the_code_says_who_they_are_and_is_counted(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var bas = app.Visitor();

        var welcome = await bas.FollowAsync(await bas.GetAsync("/i?code=" + Uri.EscapeDataString(the.Sanne.Code.ToLowerInvariant().Replace('-', ' '))));
        Assert.Contains("Sanne invites you to De Brug", welcome.Text, StringComparison.Ordinal);
        var who = await bas.GetAsync($"/i/{the.Sanne.Code}/who?via=code");
        var question = await bas.FollowAsync(await bas.SubmitAsync(who, "who", ("Key", the.Bas.PersonnelNumber), ("FamilyName", "loon")));
        Assert.Contains("Is your profile on De Brug complete, Bas?", question.Text, StringComparison.Ordinal);
        Assert.Contains("A photo in which colleagues recognise you", question.Text, StringComparison.Ordinal);
        var later = await bas.GetAsync(question.Path.Replace("/profile", "/later", StringComparison.Ordinal));
        Assert.Contains("We keep your invitation, Bas", later.Text, StringComparison.Ordinal);
        Assert.Empty(the.Database.CreateDbContext().Credits);

        var thanks = await bas.FollowAsync(await bas.SubmitAsync(question, "confirm"));

        Assert.Contains("Thank you, Bas", thanks.Text, StringComparison.Ordinal);
        var credit = await the.Database.CreateDbContext().Credits.SingleAsync();
        Assert.Equal((the.Sanne.Id, CreditEvidence.MatchingFacts), (credit.Ambassador, credit.Evidence));
        Assert.Equal(InvitationChannel.Code, (await the.Database.CreateDbContext().Invitations.SingleAsync()).Channel);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_just_said_who_they_are_signs_up_for_an_infosession_without_saying_it_again(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (joost, topic) = (AnInfosession.Facilitator(the.Gent), AnInfosession.Topic());
        var session = AnInfosession.Of(topic, the.Gent, joost);
        the.Database.Given(joost, topic, session);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var bas = app.Visitor();

        var question = await bas.FollowAsync(await bas.SubmitAsync(await bas.GetAsync($"/i/{the.Sanne.Code}/who"), "who", ("Key", the.Bas.PersonnelNumber), ("FamilyName", "loon")));
        var thanks = await bas.FollowAsync(await bas.SubmitAsync(question, "confirm"));
        var list = await bas.GetAsync(thanks.LinkTo("/infosessions?"));
        var signUp = await bas.GetAsync(list.LinkTo($"/infosessions/{session.Id.Value}/sign-up"));
        Assert.Contains(the.Bas.Name, signUp.Text, StringComparison.Ordinal);
        var ticket = await bas.FollowAsync(await bas.SubmitAsync(signUp, $"/infosessions/{session.Id.Value}/registration"));

        Assert.Equal((HttpStatusCode.OK, "You have a place"), (ticket.Status, ticket.Heading));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_form_sent_again_and_again_is_one_credit_and_ends_at_the_thanks(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var bas = app.Visitor(the.Bas);
        var start = await bas.GetAsync("/i/" + the.Sanne.Code);
        var question = await bas.FollowAsync(await bas.SubmitAsync(start, "accept"));

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bas.SubmitAsync(question, "confirm")));
        var replayed = await bas.SubmitAsync(start, "accept");

        Assert.All(sent, s => Assert.NotNull(s.Location));
        Assert.Contains("Thank you, Bas", (await bas.FollowAsync(sent[0])).Text, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.InternalServerError, replayed.Status);
        Assert.Equal(CreditEvidence.SignedIn, (await the.Database.CreateDbContext().Credits.SingleAsync()).Evidence);
        Assert.Single(the.Database.CreateDbContext().Invitations);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_button_in_the_mail_knows_who_it_was_sent_to_and_for_how_long(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var sanne = app.Visitor(the.SannesPerson);
        var mine = await sanne.GetAsync("/my/colleagues?name=loon");
        await sanne.SubmitAsync(mine, "found", ("Found.Person", the.Bas.Id.ToString()));
        var mail = await the.Database.CreateDbContext().Outbox.SingleAsync(m => m.About == "invitation");
        Assert.Equal((the.Bas.Email, "Sanne de Bruijn invites you to De Brug"), (mail.Address, mail.Subject));
        var button = JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!.Button!.Address;
        Assert.True(button.AbsoluteUri.Length < 500);

        var bas = app.Visitor();
        var start = await bas.GetAsync(button.PathAndQuery);
        Assert.Contains("Bas, Sanne invites you", start.Text, StringComparison.Ordinal);
        var question = await bas.FollowAsync(await bas.SubmitAsync(start, "accept"));
        await bas.SubmitAsync(question, "confirm");

        Assert.Equal(CreditEvidence.PersonalLink, (await the.Database.CreateDbContext().Credits.SingleAsync()).Evidence);
        Assert.Equal(InvitationChannel.Mail, (await the.Database.CreateDbContext().Invitations.SingleAsync()).Channel);
        the.Clock.Now = Instant.FromUtc(2026, 12, 8, 9, 0);
        Assert.DoesNotContain("Bas", (await app.Visitor().GetAsync(button.PathAndQuery)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_dead_end_is_a_friendly_page_with_a_way_on(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var over = the.Another("Over Maes", TheAmbassadors.First, TheAmbassadors.First.PlusDays(2));
        var coming = the.Another("Coming Claes", TheAmbassadors.Last, TheAmbassadors.Last.PlusDays(2));

        await LeadsToAsync(app.Visitor(), "NOBODY-7K3M", "We do not know this invitation");
        await LeadsToAsync(app.Visitor(), "%27%20OR%201%3D1%20--%20%3Cscript%3E", "We do not know this invitation");
        await LeadsToAsync(app.Visitor(), over.Code, "This invitation is over");
        await LeadsToAsync(app.Visitor(), coming.Code, "Coming has not begun yet");
        await LeadsToAsync(app.Visitor(the.SannesPerson), the.Sanne.Code, "This is your own link");
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await LeadsToAsync(app.Visitor(the.Bas), the.Another().Code, "You accepted Sanne de Bruijn’s invitation");

        static async Task LeadsToAsync(Visitor visitor, string code, string heading)
        {
            var page = await visitor.GetAsync("/i/" + code);
            Assert.Contains(heading, page.Text, StringComparison.Ordinal);
            Assert.Equal(heading.StartsWith("We do not know", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.OK, page.Status);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task On_the_ambassadors_own_phone_the_colleague_counts_and_not_the_ambassador(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var phone = app.Visitor(the.SannesPerson);

        var question = await phone.FollowAsync(await phone.SubmitAsync(
            await phone.GetAsync($"/i/{the.Sanne.Code}/who"), "who", ("Key", the.Bas.Email), ("FamilyName", "van Loon")));
        await phone.SubmitAsync(question, "confirm");

        var credit = await the.Database.CreateDbContext().Credits.SingleAsync();
        Assert.Equal((the.Bas.Id, CreditEvidence.MatchingFacts), (credit.Colleague, credit.Evidence));
    }

    [Theory]
    [InlineData("nl", "Sanne nodigt je uit voor De Brug")]
    [InlineData("fr", "Sanne vous invite sur De Brug")]
    public async Task It_speaks_the_language_of_the_phone(string language, string heading)
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var visitor = app.Visitor();
        visitor.Language = language;

        Assert.Contains(heading, (await visitor.GetAsync("/i/" + the.Sanne.Code)).Text, StringComparison.Ordinal);
    }
}
