using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Hosting;
using Rollout.App.Hosting.Checks;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>
/// A database that release 0.1.0 made and filled, brought up to date by this version. Fixtures/make-release made it: a demo company in which people signed up,
/// signed, moved a credit, named a deputy and asked for a code; the mails that left and the keys that signed their links are beside it.
/// </summary>
public sealed class UpgradeTests
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
        using var database = Stored(kind);
        var before = await RowsAsync(database);

        var (exit, output) = await RolloutProgram.RunAsync(database, ["migrate"]);

        Assert.True(exit == 0, output);
        Assert.True((await new DatabaseSchema(database).CompareAsync()).IsCurrent);
        var after = await RowsAsync(database);
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
        using var released = Stored(kind);
        using var made = TestDatabase.Empty(kind);
        await using (var db = made.CreateDbContext())
        {
            await db.Database.MigrateAsync(db.Database.GetMigrations().First());
        }

        var tables = await TablesAsync(made);
        Assert.NotEmpty(tables);
        Assert.Equal(await TablesAsync(released), tables);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everyone_has_the_role_they_had(Database kind)
    {
        using var database = Stored(kind);
        await using var app = await StartAsync(database);
        await using var db = database.CreateDbContext();
        var lead = await db.People.SingleAsync(p => p.IsLead);
        var branch = await db.Branches.OrderBy(b => b.Position).FirstAsync();
        var launch = await db.Launches.SingleAsync(l => l.Branch == branch.Id);
        var director = await db.People.SingleAsync(p => p.Id == branch.Director);
        var deputy = await db.People.SingleAsync(p => db.Deputies.Any(d => d.Person == p.Id));
        var ambassador = await db.Ambassadors.OrderBy(a => a.Code).FirstAsync();
        var door = await db.Infosessions.OrderBy(s => s.StartsAt).FirstAsync(s => s.State == InfosessionState.Published && s.EndsAt > MadeAt(kind));
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
        using var database = Stored(kind);
        await using var app = await StartAsync(database);
        var links = Links(kind);

        var ticket = await app.Visitor().GetAsync(TicketLink(kind));
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
        using var database = Stored(Database.Postgres);
        var (exit, output) = await RolloutProgram.RunAsync(database, ["migrate"]);
        Assert.True(exit == 0, output);
        Directory.Delete(Path.Combine(database.Folder, "keys"), recursive: true);

        await using var app = await StartAsync(database);

        Assert.Equal(HttpStatusCode.OK, (await app.Visitor().GetAsync(TicketLink(Database.Postgres))).Status);
        Assert.False(Directory.Exists(Path.Combine(database.Folder, "keys")));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Without_the_keys_of_the_release_its_links_open_nothing(Database kind)
    {
        using var database = Stored(kind);
        Directory.Delete(Path.Combine(database.Folder, "keys"), recursive: true);
        await using var app = await StartAsync(database);

        var ticket = await app.Visitor().GetAsync(TicketLink(kind));

        Assert.StartsWith("/sign-in", ticket.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_record_of_sign_offs_is_whole_and_a_verdict_changed_afterwards_is_still_noticed(Database kind)
    {
        using var database = Stored(kind);
        await using var app = await StartAsync(database);
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
        using var database = Stored(kind);
        await using var app = await StartAsync(database);
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

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "0.1.0");

    internal static TestDatabase Stored(Database kind) => TestDatabase.Stored(kind, Folder);

    private static JsonElement Mailed(Database kind) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder, kind == Database.Sqlite ? "sqlite.json" : "postgres.json")));

    private static Instant MadeAt(Database kind) => Instant.FromUnixTimeSeconds(Mailed(kind).GetProperty("madeAt").GetInt64());

    /// <summary>A link to a ticket, as the release mailed it.</summary>
    internal static string TicketLink(Database kind) => Links(kind).Single(l => l.Contains("/ticket?key=", StringComparison.Ordinal));

    private static List<string> Links(Database kind) =>
        [.. Mailed(kind).GetProperty("mails").EnumerateArray().SelectMany(m => m.GetProperty("links").EnumerateArray()).Select(l => l.GetString()!)];

    // A minute after the release was stopped, so that the code that was asked for last still works.
    internal static Task<RunningApp> StartAsync(TestDatabase database) =>
        RunningApp.StartAsync(database, new StoppedClock(MadeAt(database.Kind) + Duration.FromMinutes(1)), migrate: true);

    private static async Task<SortedDictionary<string, long>> RowsAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        var tables = await db.Database.SqlQueryRaw<string>(db.IsSqlite
            ? """SELECT name AS "Value" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\_\_EF%' ESCAPE '\'"""
            : """SELECT tablename::text AS "Value" FROM pg_tables WHERE schemaname = 'public'""").ToListAsync();
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
#pragma warning disable EF1002 // The names come from the database's own catalogue.
            rows[table] = await db.Database.SqlQueryRaw<long>($"""SELECT count(*) AS "Value" FROM "{table}" """).SingleAsync();
#pragma warning restore EF1002
        }

        return rows;
    }

    // SQLite keeps the very statements; PostgreSQL's catalogue says the same of columns, indexes and constraints.
    private static async Task<List<string>> TablesAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return await db.Database.SqlQueryRaw<string>(db.IsSqlite
            ? """SELECT sql AS "Value" FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name"""
            : """
              SELECT concat_ws(' ', t.relname, c.attname, format_type(c.atttypid, c.atttypmod), c.attnotnull, pg_get_expr(d.adbin, d.adrelid)) AS "Value"
              FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = c.attnum
              WHERE t.relkind = 'r' AND t.relnamespace = 'public'::regnamespace
              UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
              UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
              ORDER BY 1
              """).ToListAsync();
    }
}
