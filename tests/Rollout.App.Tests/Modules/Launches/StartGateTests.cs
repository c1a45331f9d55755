using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Outbox.Contracts;
using Rollout.Domain.Launches;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>Nothing starts that nobody would hear of, and the lead sees from the first day what is missing.</summary>
public sealed class StartGateTests
{
    private static readonly Dictionary<string, string?> MailInFiles = new() { ["Mail:FolderIsPickedUp"] = "false" };

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wave_does_not_start_while_mails_become_files(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();
        company.MailSettings = new MailSettings();

        await Refused.ByAsync(WaveRules.MailLeaves, company.StartAsync);

        company.MailSettings = new MailSettings { FolderIsPickedUp = true };
        await company.StartAsync();
        Assert.Equal(WaveState.Started, company.Found(0).Wave.State);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_wave_does_not_start_without_a_director_for_each_of_its_branches(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();
        await using (var db = company.Db.CreateDbContext())
        {
            (await db.Branches.SingleAsync(b => b.Id == company.Branches[1].Id)).RemoveDirector();
            var left = (await db.Branches.SingleAsync(b => b.Id == company.Branches[0].Id)).Director;
            (await db.People.SingleAsync(p => p.Id == left)).Leave();
            await db.SaveChangesAsync();
        }

        var refused = await Assert.ThrowsAsync<Domain.SharedKernel.BrokenRuleException>(company.StartAsync);

        Assert.Equal((WaveRules.EveryBranchHasADirector, "Branch 1, Branch 2"), (refused.Rule, Assert.Single(refused.Words)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_keeps_a_signed_wave_from_starting_stands_on_its_page_with_the_way_to_set_it_right(Database kind)
    {
        using var company = await (await new Company(kind).PlanAsync()).SignAsync();
        await using (var db = company.Db.CreateDbContext())
        {
            await db.Rollouts.ExecuteUpdateAsync(set => set.SetProperty(r => r.PlatformAddress, (string?)null));
            (await db.People.SingleAsync(p => p.Id == company.Directors[1].Id)).Leave();
            await db.SaveChangesAsync();
        }

        await using var app = await RunningApp.StartAsync(company.Db, company.Clock, MailInFiles);
        var page = await app.Visitor(company.Lead).GetAsync($"/waves/{company.Wave}");
        Assert.Equal((1, 1), (Regex.Count(page.Html, ">No director yet</td>"), Regex.Count(page.Html, $">{company.Directors[0].Name}</td>")));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Wave 1 cannot start yet", page.Text, StringComparison.Ordinal);
        Assert.Contains("Mail does not leave, so nobody would hear", page.Text, StringComparison.Ordinal);
        Assert.Contains("The address of the platform is not known", page.Text, StringComparison.Ordinal);
        Assert.Contains("href=\"/settings#PlatformAddress\"", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Start Wave 1", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("In order", (await app.Visitor(company.Directors[0]).GetAsync($"/waves/{company.Wave}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_of_an_empty_installation_reads_what_is_missing_each_with_its_one_button(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.RolloutWithoutAddress(), branch, lead);
        await using var app = await RunningApp.StartAsync(database, settings: MailInFiles);
        var visitor = app.Visitor(lead);

        var page = await visitor.GetAsync("/");

        Assert.Contains("0 of 5 in order", page.Text, StringComparison.Ordinal);
        foreach (var href in (string[])["/settings#PlatformAddress", "/check", "/people/import", $"/branches/{branch.Id}", "/people/roles"])
        {
            Assert.Contains($"href=\"{href}\"", page.Html, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(href.Split('#')[0])).Status);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_list_is_gone_when_all_five_are_in_order_and_back_when_someone_comes_whom_no_message_reaches(Database kind)
    {
        using var company = new Company(kind);
        var joost = AnInfosession.Facilitator(company.Branches[0]);
        company.Db.Given(joost);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var visitor = app.Visitor(company.Lead);
        company.Db.Given(Message("one"));
        await using (var db = company.Db.CreateDbContext())
        {
            await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent));
        }

        Assert.DoesNotContain("What must be in order first", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);

        company.Db.Given(A.Person(company.Branches[0], "Rachid Zonder", email: null));
        Assert.Contains("One person cannot be reached", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        var who = await visitor.GetAsync("/people?reach=none");
        Assert.Contains("Rachid Zonder", who.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Joost Maes", who.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(who, "told");
        Assert.DoesNotContain("What must be in order first", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);

        company.Db.Given(A.Person(company.Branches[0], "Els Zonder", email: null));
        Assert.Contains("2 people cannot be reached", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Mail_is_untried_until_something_left_and_stuck_while_nothing_leaves_any_more(Database kind)
    {
        using var company = new Company(kind);
        async Task<MailState> GetCurrentAsync() => (await company.MailStatus.RunAsync()).State;
        Assert.Equal(MailState.Untried, await GetCurrentAsync());

        company.Db.Given(Message("one"));
        await using var db = company.Db.CreateDbContext();
        await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.State, OutboxState.Sent).SetProperty(m => m.FailureReason, OutboxMessage.InFile));
        Assert.Equal(MailState.Untried, await GetCurrentAsync()); // it was a file, before there was a server

        await db.Outbox.ExecuteUpdateAsync(set => set.SetProperty(m => m.FailureReason, (string?)null));
        Assert.Equal(MailState.Leaves, await GetCurrentAsync());

        company.Transport.Failed(MailProblem.SignIn, "535 Authentication unsuccessful", Guid.CreateVersion7());
        company.Transport.Failed(MailProblem.SignIn, "535 Authentication unsuccessful", Guid.CreateVersion7());
        Assert.Equal(MailState.Stuck, await GetCurrentAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_message_that_became_a_file_is_not_called_sent(Database kind)
    {
        using var company = new Company(kind);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock, MailInFiles, RunningApp.WithoutJobs);
        var visitor = app.Visitor(company.Lead);

        var tried = await visitor.SubmitAsync(await visitor.GetAsync("/check"), "/outbox/try");
        Assert.Contains("No mail leaves: it is not set up here yet.", (await visitor.FollowAsync(tried)).Text, StringComparison.Ordinal);
        await app.Services.GetRequiredService<DispatchOutbox>().RunAsync();

        var outbox = await visitor.GetAsync("/outbox");
        Assert.Contains("Mail from De Brug arrives", outbox.Text, StringComparison.Ordinal);
        Assert.Contains("Written to a file Nobody got it.", outbox.Text, StringComparison.Ordinal);
        Assert.Contains("Mail does not leave", outbox.Text, StringComparison.Ordinal);
        Assert.Contains("Mail does not leave", (await visitor.GetAsync("/ambassadors/appoint")).Text, StringComparison.Ordinal);
        Assert.Contains("1 written to a file", (await visitor.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("No mail leaves: it is not set up here yet.", (await app.Visitor().GetAsync("/sign-in")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_demo_it_is_said_kindly_and_nothing_is_wrong()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var lead = A.Lead(branch);
        database.Given(A.Rollout(demo: true), branch, lead);
        await using var app = await RunningApp.StartAsync(database, settings: MailInFiles);
        var visitor = app.Visitor(lead);

        foreach (var path in (string[])["/", "/outbox", "/ambassadors/appoint"])
        {
            var page = await visitor.GetAsync(path);
            Assert.Contains("In a demo nobody is mailed", page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("Mail does not leave", page.Text, StringComparison.Ordinal);
        }
    }

    private static OutboxMessage Message(string key) => OutboxMessage.ServiceMail(
        key, "mail-try", new Recipient(null, "mirjam@voorbeeld.be", "Mirjam"),
        new EmailContent { Language = "en", BrandName = "De Brug", Brand = "#1d3192", Subject = key, Greeting = "Hello,", Paragraphs = ["Words."], Signature = "De Brug" }, A.Monday);
}
