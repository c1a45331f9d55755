using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Hosting;
using Rollout.App.Hosting.Checks;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What release 0.1.0 stored, brought up to date by this version.</summary>
public sealed class UpgradeTests(UpgradedInstallations upgraded) : IClassFixture<UpgradedInstallations>
{
    private static readonly string[] PagesOfTheLead =
    [
        "/", "/people", "/people/import", "/branches", "/ambassadors", "/ambassadors/coverage", "/ambassadors/reviews", "/ambassadors/seasons", "/ambassadors/tips",
        "/infosessions", "/infosessions/figures", "/infosessions/planner", "/topics", "/waves", "/waves/phases", "/nudges", "/outbox", "/settings", "/check", "/my/privacy",
    ];

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_row_is_still_there_and_the_tables_are_those_of_this_version(Database kind)
    {
        using var database = ReleasedInstallation.Stored(kind);
        var before = await DatabaseCatalogue.RowsAsync(database);

        var (exit, output) = await RolloutProgram.RunAsync(database, ["migrate"]);

        Assert.True(exit == 0, output);
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
        var after = await DatabaseCatalogue.RowsAsync(database);
        before.Remove("migrations");
        before.Remove("feedback_devices"); // answers are bound to tickets now
        Assert.Equal(before, after.Where(t => before.ContainsKey(t.Key)));
        Assert.Equal((275, 10, 201, 82, 4), (after["people"], after["ambassadors"], after["registrations"], after["outbox"], after["sign_offs"]));
        await using var db = database.CreateDbContext();
        var codes = await db.Registrations.Select(r => r.TicketCode).ToListAsync();
        Assert.Equal(201, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Equal(code, TicketCode.Read(code)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_baseline_makes_the_very_tables_that_the_release_made(Database kind)
    {
        using var released = ReleasedInstallation.Stored(kind);
        using var made = TestDatabase.Empty(kind);
        await using (var db = made.CreateDbContext())
        {
            await db.Database.MigrateAsync(db.Database.GetMigrations().First());
        }

        var tables = await DatabaseCatalogue.TablesAsync(made);
        Assert.NotEmpty(tables);
        Assert.Equal(await DatabaseCatalogue.TablesAsync(released), tables);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everyone_has_the_role_they_had(Database kind)
    {
        var (database, app) = (upgraded.DatabaseOf(kind), upgraded.AppOf(kind));
        await using var db = database.CreateDbContext();
        var lead = await db.People.SingleAsync(p => p.IsLead);
        var branch = await db.Branches.OrderBy(b => b.Position).FirstAsync();
        var launch = await db.Launches.SingleAsync(l => l.Branch == branch.Id);
        var director = await db.People.SingleAsync(p => p.Id == branch.Director);
        var deputy = await db.People.SingleAsync(p => db.Deputies.Any(d => d.Person == p.Id));
        var ambassador = await db.Ambassadors.OrderBy(a => a.Code).FirstAsync();
        var door = await db.Infosessions.OrderBy(s => s.StartsAt).FirstAsync(s => s.State == InfosessionState.Published && s.EndsAt > ReleasedInstallation.MadeAt(kind));
        var employee = await db.People.FirstAsync(p => !p.IsLead && !p.IsFacilitator && p.Active && p.Email != null
            && !db.Ambassadors.Any(a => a.Person == p.Id) && !db.Branches.Any(b => b.Director == p.Id) && !db.Deputies.Any(d => d.Person == p.Id));

        Assert.Equal(HttpStatusCode.OK, (await app.Visitor(lead).GetAsync("/settings")).Status);
        Assert.Equal("/denied?to=%2Fsettings", (await app.Visitor(employee).GetAsync("/settings")).Location);
        _ = (await app.Visitor(director).GetAsync($"/launches/{launch.Id}")).FormOf("sign");
        _ = (await app.Visitor(deputy).GetAsync($"/launches/{launch.Id}")).FormOf("sign");
        var colleagues = await app.Visitor(await db.People.SingleAsync(p => p.Id == ambassador.Person)).GetAsync("/my/colleagues");
        Assert.Contains($"/i/{ambassador.Code}", colleagues.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await app.Visitor(await db.People.SingleAsync(p => p.Id == door.Facilitator)).GetAsync($"/infosessions/{door.Id}/door")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_links_in_mails_that_the_release_sent_still_open(Database kind)
    {
        var (database, app) = (upgraded.DatabaseOf(kind), upgraded.AppOf(kind));
        var links = ReleasedInstallation.Links(kind);

        var ticket = await app.Visitor().GetAsync(ReleasedInstallation.TicketLink(kind));
        Assert.Equal(HttpStatusCode.OK, ticket.Status);
        Assert.Contains("De Brug in je werkdag", ticket.Text, StringComparison.Ordinal);
        Assert.Contains("/withdraw?key=", ticket.Html, StringComparison.Ordinal);
        var list = await app.Visitor().GetAsync(links.First(l => l.StartsWith("/infosessions?key=", StringComparison.Ordinal)));
        Assert.Contains("/sign-up?key=", list.Html, StringComparison.Ordinal);

        var lead = app.Visitor();
        var opened = await lead.GetAsync(links.Single(l => l.StartsWith("/sign-in/link/", StringComparison.Ordinal)));
        await lead.SubmitAsync(opened, "link");
        Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync("/settings")).Status);
    }

    [Fact]
    public async Task On_PostgreSQL_the_keys_of_the_release_are_in_the_database_from_then_on()
    {
        using var database = ReleasedInstallation.Stored(Database.Postgres);
        var (exit, output) = await RolloutProgram.RunAsync(database, ["migrate"]);
        Assert.True(exit == 0, output);
        Directory.Delete(Path.Combine(database.Folder, "keys"), recursive: true);

        await using var app = await ReleasedInstallation.StartAsync(database);

        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(ReleasedInstallation.TicketLink(Database.Postgres))).Status);
        Assert.False(Directory.Exists(Path.Combine(database.Folder, "keys")));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Without_the_keys_of_the_release_its_links_open_nothing(Database kind)
    {
        using var database = ReleasedInstallation.Stored(kind);
        Directory.Delete(Path.Combine(database.Folder, "keys"), recursive: true);
        await using var app = await ReleasedInstallation.StartAsync(database);

        var ticket = await app.Visitor().GetAsync(ReleasedInstallation.TicketLink(kind));

        Assert.StartsWith("/sign-in", ticket.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_record_of_sign_offs_is_whole_and_a_verdict_changed_afterwards_is_still_noticed(Database kind)
    {
        using var database = ReleasedInstallation.Stored(kind);
        await using var app = await ReleasedInstallation.StartAsync(database);
        await using var db = database.CreateDbContext();
        var launches = await db.Launches.Include(l => l.SignOffs).AsNoTracking().ToListAsync();
        Assert.Equal([1, 1, 2], launches.Select(l => l.SignOffs.Count).Where(n => n > 0).Order());
        Assert.All(launches, l => Assert.Null(l.VerifySignOffs()));

        await db.Database.ExecuteSqlRawAsync("UPDATE sign_offs SET verdict = 'Go' WHERE verdict = 'GoOnCondition'");

        await using var scope = app.Services.CreateAsyncScope();
        var findings = await scope.ServiceProvider.GetRequiredService<CheckInstallation>().RunAsync();
        Assert.Contains(findings, f => !f.Well && f.Says.Contains("Utrecht", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Seats_waiting_lists_and_messages_are_as_they_were_and_every_page_of_the_lead_opens(Database kind)
    {
        var (database, app) = (upgraded.DatabaseOf(kind), upgraded.AppOf(kind));
        await using var db = database.CreateDbContext();
        Assert.All(await db.Infosessions.ToListAsync(), s => Assert.Equal(
            (db.Registrations.Count(r => r.Infosession == s.Id && (r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.NoShow)),
                db.Registrations.Count(r => r.Infosession == s.Id && r.State == RegistrationState.Waiting)),
            (s.Taken, s.Waiting)));
        Assert.Equal(7, await db.Registrations.CountAsync(r => r.State == RegistrationState.Waiting));
        Assert.Equal((1, 1, 1), (
            await db.Outbox.CountAsync(m => m.State == OutboxState.Failed), await db.Outbox.CountAsync(m => m.State == OutboxState.Unknown), await db.Outbox.CountAsync(m => m.State == OutboxState.Suppressed)));

        var lead = app.Visitor(await db.People.SingleAsync(p => p.IsLead));
        IEnumerable<string> pages =
        [
            .. PagesOfTheLead, .. db.Waves.Select(w => $"/waves/{w.Id.Value}"), .. db.Launches.Select(l => $"/launches/{l.Id.Value}"), .. db.Launches.Select(l => $"/launches/{l.Id.Value}/record"),
            .. db.Infosessions.Select(s => $"/infosessions/{s.Id.Value}"), .. db.Topics.Select(t => $"/topics/{t.Id.Value}"), .. db.Ambassadors.Select(a => $"/ambassadors/{a.Id.Value}"),
        ];
        foreach (var path in pages)
        {
            Assert.Equal((path, HttpStatusCode.OK), (path, (await lead.GetAsync(path)).Status));
        }
    }
}
