using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting.Checks;
using Rollout.App.Identity.Audit;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>The audit log: who did what when, to whom, from where.</summary>
public sealed class AuditTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_people_do_is_on_record_with_the_change_itself_and_a_tampered_line_is_found(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (lead, els, fitter) = (A.Lead(branch), A.Person(branch, "Els Peeters"), A.Person(branch, "Rachid Amrani", email: null));
        database.Given(A.Rollout(), branch, lead, els, fitter);
        await using var app = await RunningApp.StartAsync(database, replace: RunningApp.WithoutJobs);
        var (visitor, seal) = (app.Visitor(lead), app.Services.GetRequiredService<SealAudit>());

        await visitor.SubmitAsync(await visitor.GetAsync("/people/roles?find=peeters"), "/people/roles", ("person", els.Id.ToString()), ("role", "Auditor"), ("give", "yes"));
        await visitor.SubmitAsync(await visitor.GetAsync($"/branches/{branch.Id}/cards"), "print", ("For", "missing"));
        await visitor.SubmitAsync(await visitor.GetAsync($"/people/{els.Id}/edit"), "person", ("Name", ""));
        await seal.RunAsync();

        var lines = await LinesAsync(database);
        Assert.Equal(
            [(1, "/people/roles", "Person", els.Id.Value, "IsAuditor"), (2, "/branches/{Id}/cards print", "AccessCard", fitter.Id.Value, "added")],
            lines.Select(l => ((int)l.Number!, l.Act, l.Subject, l.Person!.Value, l.Change)));
        Assert.All(lines, l => Assert.Equal((lead.Id.Value, "verified", "127.0.0.0/24"), (l.By!.Value, l.Way, l.Network)));

        // The auditor reads it, also as a file, and changes nothing.
        var auditor = app.Visitor(els);
        var page = await auditor.GetAsync("/audit");
        Assert.Contains("2 entries", page.Heading, StringComparison.Ordinal);
        Assert.Contains("Rachid Amrani", (await auditor.GetAsync("/audit?who=amrani")).Text, StringComparison.Ordinal);
        Assert.Contains("Nothing in the log", (await auditor.GetAsync("/audit?subject=Wave")).Text, StringComparison.Ordinal);
        var file = await auditor.GetAsync("/audit.csv?subject=Person");
        Assert.Contains("\"Mirjam de Vries\";\"/people/roles\";\"Person\";\"Els Peeters\";\"IsAuditor\"", file.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Rachid", file.Html, StringComparison.Ordinal);
        var roles = await auditor.GetAsync("/people/roles");
        Assert.Equal(HttpStatusCode.OK, roles.Status);
        Assert.StartsWith("/denied", (await auditor.SubmitAsync(roles, "/people/roles", ("person", els.Id.ToString()), ("role", "Lead"), ("give", "yes"))).Location, StringComparison.Ordinal);

        // Whatever a lead reads is there, without a form in which anything could be sent; who may do it all the same is found out.
        var person = await auditor.GetAsync($"/people/{fitter.Id}");
        Assert.Equal(("Rachid Amrani", HttpStatusCode.OK), (person.Heading, person.Status));
        var edit = await auditor.GetAsync($"/people/{fitter.Id}/edit");
        Assert.Contains("<fieldset disabled", edit.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("_handler", edit.Html[edit.Html.IndexOf("<main", StringComparison.Ordinal)..edit.Html.IndexOf("</main", StringComparison.Ordinal)], StringComparison.Ordinal);
        var lent = await visitor.GetAsync($"/people/{fitter.Id}/leave");
        Assert.StartsWith("/denied", (await auditor.SubmitAsync(lent, "leave")).Location, StringComparison.Ordinal);
        Assert.StartsWith("/denied", (await app.Visitor(fitter, proven: false).GetAsync("/audit")).Location, StringComparison.Ordinal);

        // A line that is changed, and one that is gone, are found.
        Assert.Equal(new AuditState(2, null, false), await app.Services.GetRequiredService<VerifyAudit>().RunAsync());
        await using var db = database.CreateDbContext();
        await db.Set<AuditEntry>().Where(e => e.Number == 2).ExecuteUpdateAsync(set => set.SetProperty(e => e.By, els.Id.Value));
        Assert.Equal(2, (await app.Services.GetRequiredService<VerifyAudit>().RunAsync()).Broken);
        await using var scope = app.Services.CreateAsyncScope();
        var check = Assert.Single(await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync(), c => c.Name == "audit");
        Assert.False(check.Well);
    }

    [Fact]
    public async Task What_people_do_for_themselves_is_not_on_record_and_a_refused_act_neither()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, giver, els) = (A.Lead(branch), AnInfosession.Facilitator(branch), A.Person(branch, "Els Peeters"));
        var topic = AnInfosession.Topic();
        var session = AnInfosession.Of(topic, branch, giver);
        database.Given(A.Rollout(), branch, lead, giver, els, topic, session);
        await using var app = await RunningApp.StartAsync(database, replace: RunningApp.WithoutJobs);
        var (visitor, hers) = (app.Visitor(lead), app.Visitor(els));

        Assert.EndsWith("/ticket", (await hers.SubmitAsync(await hers.GetAsync($"/infosessions/{session.Id}/sign-up"), $"/infosessions/{session.Id}/registration")).Location, StringComparison.Ordinal);
        await hers.SubmitAsync(await hers.GetAsync("/infosessions"), "/language", ("language", "nl"));
        await visitor.SubmitAsync(await visitor.GetAsync("/people/roles"), "/people/roles", ("person", lead.Id.ToString()), ("role", "Lead"), ("give", "no"));
        await app.Services.GetRequiredService<SealAudit>().RunAsync();

        Assert.Empty(await LinesAsync(database));
    }

    [Fact]
    public async Task Lines_hang_together_are_deleted_from_the_beginning_when_their_time_is_over_and_leavers_lose_their_names()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, gone) = (A.Lead(branch), A.Person(branch, "Els Peeters"));
        gone.Leave();
        database.Given(A.Rollout(), branch, lead, gone);
        var clock = new StoppedClock(A.Monday - NodaTime.Duration.FromDays(800));
        await using var app = await RunningApp.StartAsync(database, clock, replace: RunningApp.WithoutJobs);
        var (seal, verify) = (app.Services.GetRequiredService<SealAudit>(), app.Services.GetRequiredService<VerifyAudit>());
        database.Given(Line(lead, gone, clock), Line(lead, gone, clock));
        await seal.RunAsync();
        clock.Now = A.Monday - NodaTime.Duration.FromDays(400);
        database.Given(Line(lead, gone, clock));
        await seal.RunAsync();
        Assert.Equal(new AuditState(3, null, false), await verify.RunAsync());

        clock.Now = A.Monday;
        await seal.RunAsync();

        Assert.Equal(new AuditState(1, null, false), await verify.RunAsync());
        Assert.Equal(3, Assert.Single(await LinesAsync(database)).Number);
        var page = await app.Visitor(lead).GetAsync("/audit");
        Assert.Contains("Mirjam de Vries", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Els Peeters", page.Text, StringComparison.Ordinal);

        static AuditEntry Line(Person by, Person of, StoppedClock clock) => AuditEntry.Write(new AuditOrigin("/people/roles", by.Id, "verified", "192.0.2.0/24"), "Person", of.Id.Value, of.Id, "IsLead", clock.Now);
    }

    [Theory]
    [InlineData("192.0.2.77", "192.0.2.0/24")]
    [InlineData("::ffff:192.0.2.77", "192.0.2.0/24")]
    [InlineData("2001:db8:12:34::77", "2001:db8:12::/48")]
    public void An_address_is_kept_without_what_tells_devices_apart(string address, string kept) => Assert.Equal(kept, AuditModule.NetworkOf(IPAddress.Parse(address)));

    private static async Task<List<AuditEntry>> LinesAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return await db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Number).ToListAsync();
    }
}
