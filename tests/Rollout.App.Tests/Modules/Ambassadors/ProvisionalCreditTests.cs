using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Modules.Ambassadors.Profiles;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A confirmation by facts that others may know gives a provisional credit; the colleague is told at once and undoes it with one button.</summary>
public sealed class ProvisionalCreditTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_is_confirmed_from_an_anonymous_browser_is_told_at_once_and_undoes_it_with_one_button(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        await ConfirmAnonymouslyAsync(app, the);

        var mail = await the.Database.CreateDbContext().Outbox.SingleAsync(m => m.About == "confirmed-by-facts");
        Assert.Equal((the.Bas.Email, OutboxKind.Service, "Was that you, with Sanne de Bruijn?"), (mail.Address, mail.Kind, mail.Subject));
        var button = JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!.Button!;
        Assert.Equal("That was not me", button.Words);
        var page = await app.Visitor().GetAsync(button.Address.PathAndQuery);
        Assert.Equal((HttpStatusCode.OK, "Was that not you, Bas?"), (page.Status, page.Heading));
        Assert.Single(the.Database.CreateDbContext().Credits); // opening it changes nothing
        var visitor = app.Visitor();
        var done = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync(button.Address.PathAndQuery), "not-me"));

        Assert.Equal((HttpStatusCode.OK, "Undone: that was not you"), (done.Status, done.Heading));
        await using var db = the.Database.CreateDbContext();
        Assert.Equal((0, 0, 0), (await db.Credits.CountAsync(), await db.ProfileEvidence.CountAsync(), await db.Invitations.CountAsync()));
        Assert.Null((await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task It_is_shown_apart_on_every_page_and_in_the_exports_until_the_colleague_proves_it_by_the_mail(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var thanks = await ConfirmAnonymouslyAsync(app, the);
        Assert.Contains("We let Bas know", thanks.Text, StringComparison.Ordinal);
        var (lead, sanne) = (app.Visitor(the.Lead), app.Visitor(the.SannesPerson));
        string[] pages = ["/", "/ambassadors", $"/ambassadors/{the.Sanne.Id.Value}"];
        foreach (var path in pages)
        {
            Assert.Contains("one of them provisional", (await lead.GetAsync(path)).Text, StringComparison.Ordinal);
        }

        Assert.Contains("One credit in it is provisional.", (await lead.GetAsync("/ambassadors")).Text, StringComparison.Ordinal);
        Assert.Contains("one of them provisional", (await sanne.GetAsync("/my/colleagues")).Text, StringComparison.Ordinal);
        Assert.Contains("one of them provisional", (await sanne.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse((await lead.GetAsync("/ambassadors/credits.json")).Html).RootElement[0].GetProperty("provisional").GetBoolean());

        var mail = await the.Database.CreateDbContext().Outbox.SingleAsync(m => m.About == "confirmed-by-facts");
        var wasMe = JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!.Link!.Address;
        var bas = app.Visitor();
        var question = await bas.FollowAsync(await bas.GetAsync(wasMe.PathAndQuery));
        Assert.Equal("Is your profile on De Brug complete, Bas?", question.Heading);
        await bas.SubmitAsync(question, "confirm");

        Assert.False((await the.Database.CreateDbContext().Credits.SingleAsync()).Provisional);
        Assert.DoesNotContain("provisional", (await lead.GetAsync("/ambassadors")).Text, StringComparison.Ordinal);
        Assert.Equal("There is nothing here to undo", (await bas.GetAsync(wasMe.PathAndQuery.Replace("?", "/not-me?", StringComparison.Ordinal))).Heading);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_settles_it_and_a_claim_alone_does_not(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.DefineAsync(CountingEvidence.BuiltIn with { Claims = true });
        await the.ClaimAsync(the.SannesPerson, the.Bas);
        Assert.True((await the.Database.CreateDbContext().Credits.SingleAsync()).Provisional);

        var result = await new ImportProfiles(the.Database, the.Clock).RunAsync(Files.Of($"email;since\n{the.Bas.Email};2026-11-23"), preview: false);

        Assert.Equal(1, result.Credits!.Changed);
        Assert.False((await the.Database.CreateDbContext().Credits.SingleAsync()).Provisional);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_is_only_said_to_have_come_is_told_as_well_before_an_import_makes_a_credit_of_it(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        Assert.Single(the.Database.CreateDbContext().Outbox, m => m.About == "confirmed-by-facts");
        await new ImportProfiles(the.Database, the.Clock).RunAsync(Files.Of($"email;since\n{the.Bas.Email};2026-11-23"), preview: false);
        Assert.False((await the.Database.CreateDbContext().Credits.SingleAsync()).Provisional);

        await new DisownConfirmation(the.Database, the.Clock).RunAsync(the.Sanne.Code, the.Bas.Id);

        await using var db = the.Database.CreateDbContext();
        Assert.Equal((0, 0), (await db.Credits.CountAsync(), await db.Invitations.CountAsync()));
        Assert.NotNull((await db.People.SingleAsync(p => p.Id == the.Bas.Id)).ProfileCompleteSince); // the platform says so, whoever came
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Where_the_lead_does_not_let_facts_count_there_is_no_credit_until_it_is_proven(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.DefineAsync(CountingEvidence.BuiltIn with { Facts = false });
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        Assert.Empty(the.Database.CreateDbContext().Credits);

        await the.ConfirmAsync(the.Sanne.Code, the.Bas, CreditEvidence.SignedIn);

        Assert.False((await the.Database.CreateDbContext().Credits.SingleAsync()).Provisional);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_disowned_it_is_not_taken_at_anyones_word_again_but_by_their_mail(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        await ConfirmAnonymouslyAsync(app, the);
        await new DisownConfirmation(the.Database, the.Clock).RunAsync(the.Sanne.Code, the.Bas.Id);

        var again = await ConfirmAnonymouslyAsync(app, the);

        Assert.Contains("sign in with the code we mail you", again.Text, StringComparison.Ordinal);
        await Refused.ByAsync(InvitationRules.FactsAreEnough, () => the.AcceptAsync(the.Sanne.Code, the.Bas));
        Assert.Empty(the.Database.CreateDbContext().Credits);
        await the.AcceptAsync(the.Sanne.Code, the.Bas, evidence: CreditEvidence.SignedIn);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas, CreditEvidence.SignedIn);
        Assert.False((await the.Database.CreateDbContext().Credits.SingleAsync()).Provisional);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_has_no_mail_reads_it_on_their_start_page_and_undoes_it_there(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var omar = A.Person(the.Gent, "Omar Haddad", email: null, number: "P-77");
        the.Database.Given(omar);
        await the.AcceptAsync(the.Sanne.Code, omar);
        await the.ConfirmAsync(the.Sanne.Code, omar);
        Assert.Empty(the.Database.CreateDbContext().Outbox);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var visitor = app.Visitor(omar, proven: false);

        var start = await visitor.GetAsync("/");
        Assert.Contains("answered the invitation of Sanne de Bruijn in your name", start.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(await visitor.GetAsync(start.LinkTo($"/i/{the.Sanne.Code}/not-me")), "not-me");

        Assert.Empty(the.Database.CreateDbContext().Credits);
        Assert.DoesNotContain("in your name", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_the_colleague_did_themselves_stays_when_they_disown_what_another_did(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.InviteAsync(the.SannesPerson, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, the.Bas, evidence: CreditEvidence.PersonalLink);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);

        await new DisownConfirmation(the.Database, the.Clock).RunAsync(the.Sanne.Code, the.Bas.Id);
        await new DisownConfirmation(the.Database, the.Clock).RunAsync(the.Sanne.Code, the.Lead.Id);

        await using var db = the.Database.CreateDbContext();
        Assert.NotNull((await db.Invitations.SingleAsync()).AcceptedAt);
        Assert.Equal((0, 0), (await db.Credits.CountAsync(), await db.ProfileEvidence.CountAsync()));
    }

    private static async Task<Page> ConfirmAnonymouslyAsync(RunningApp app, TheAmbassadors the)
    {
        var someone = app.Visitor();
        var who = await someone.GetAsync($"/i/{the.Sanne.Code}/who");
        var question = await someone.FollowAsync(await someone.SubmitAsync(who, "who", ("Key", the.Bas.Email), ("FamilyName", "loon")));
        return question.Path.Contains("/profile", StringComparison.Ordinal)
            ? await someone.FollowAsync(await someone.SubmitAsync(question, "confirm"))
            : question;
    }
}
