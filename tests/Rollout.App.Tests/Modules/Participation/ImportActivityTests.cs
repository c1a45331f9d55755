using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Activity reports: the samples, in any order and repeated, and what is refused.</summary>
public sealed class ImportActivityTests
{
    private const string First = "YammerActivityUserDetail_D30_2026-11-10.csv";
    private const string Second = "YammerActivityUserDetail_D30_2026-11-17.csv";
    private const string Header = "Report Refresh Date,User Principal Name,User State,Last Activity Date\n";

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_samples_end_the_same_in_any_order_and_twice_changes_nothing(Database kind)
    {
        using var there = GivenPeople(kind);
        using var back = GivenPeople(kind);

        var preview = await ImportAsync(there, Files.Sample(First), preview: true);
        Assert.Empty(there.CreateDbContext().Activity);
        var first = await ImportAsync(there, Files.Sample(First));
        var second = await ImportAsync(there, Files.Sample(Second));
        await ImportAsync(back, Files.Sample(Second));
        await ImportAsync(back, Files.Sample(First));
        var before = await StateAsync(there, versions: true);
        var again = await ImportAsync(there, Files.Sample(First));

        Assert.Equal((3, 0, 1), (preview.Created, preview.Merged, preview.Rejected));
        Assert.Equal((3, 0, 1), (first.Created, first.Merged, first.Rejected));
        Assert.Equal((0, 3, 1), (second.Created, second.Merged, second.Rejected));
        Assert.Equal((0, 3, 1), (again.Created, again.Merged, again.Rejected));
        Assert.Equal(
            [
                "jan.vandenberg@voorbeeld.be 2026-11-17 2026-11-16 open: 2026-11-09 2026-11-16",
                "renee.vanthoff@voorbeeld.nl 2026-11-17 2026-11-14 open: 2026-11-09",
                "zoe.dhondt@voorbeeld.be 2026-11-17 2026-11-02 closed: 2026-11-02",
            ],
            await StateAsync(there));
        Assert.Equal(await StateAsync(there), await StateAsync(back));
        Assert.Equal(before, await StateAsync(there, versions: true));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_row_says_what_became_of_it_and_the_day_it_is_too_old_it_is_gone(Database kind)
    {
        using var database = GivenPeople(kind);

        var result = await ImportAsync(database, Files.Of(
            Header + "2026-11-17,jan.vandenberg@voorbeeld.be,Active,2026-11-16\n2026-11-17,JAN.VANDENBERG@voorbeeld.be,Active,2026-11-03\n2026-11-17,,Active,\n"
            + "2026-11-17,nobody@voorbeeld.be,Active,\n,zoe.dhondt@voorbeeld.be,Active,2026-11-16\n2026-11-17,zoe.dhondt@voorbeeld.be,Active,2027-01-01\n2026-08-01,zoe.dhondt@voorbeeld.be,Active,2026-07-30\n"));

        Assert.Equal(
            [
                "2 Created ", "3 Merged W_DUPLICATE_MERGED", "4 Rejected E_NO_KEY", "5 Rejected E_PERSON_UNKNOWN", "6 Rejected E_DATE_UNREADABLE", "7 Rejected E_DATE_IN_FUTURE",
                "8 Rejected E_REPORT_TOO_OLD",
            ],
            result.Rows.Select(r => $"{r.Line} {r.Outcome} {string.Join(' ', ImportCodeNames.Of(r.Codes))}"));
        Assert.Equal(["jan.vandenberg@voorbeeld.be 2026-11-17 2026-11-16 open: 2026-11-02 2026-11-16"], await StateAsync(database));

        var clock = new StoppedClock(A.Monday + Duration.FromDays(77)); // 8 February: 90 days after 10 November
        await new DeleteExpiredActivity(database, clock).RunAsync();
        Assert.Equal(["jan.vandenberg@voorbeeld.be 2026-11-17 2026-11-16 open: 2026-11-16"], await StateAsync(database));
        clock.Advance(Duration.FromDays(8));
        await new DeleteExpiredActivity(database, clock).RunAsync();
        Assert.Empty(await StateAsync(database));
        Assert.Empty(database.CreateDbContext().ActiveWeeks);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_leaves_is_forgotten_at_once(Database kind)
    {
        using var database = GivenPeople(kind);
        await ImportAsync(database, Files.Sample(First));
        await using (var db = database.CreateDbContext())
        {
            (await db.People.SingleAsync(p => p.Email == "zoe.dhondt@voorbeeld.be")).Leave();
            await db.SaveChangesAsync();
        }

        await new DeleteExpiredActivity(database, new StoppedClock(A.Monday)).RunAsync();

        Assert.Equal(2, await database.CreateDbContext().Activity.CountAsync());
        Assert.Equal(1, await database.CreateDbContext().ActiveWeeks.CountAsync());
    }

    [Theory]
    [InlineData("Report Refresh Date,User Principal Name,User State,Last Activity Date\n2026-11-17,FE7CC8C15246EDCCA289C9A4022762F7,Active,2026-11-16\n", FileRefusal.NamesConcealed)]
    [InlineData("Report Refresh Date,User Principal Name,Is Deleted,Last Activity Date\n2026-11-17,jan@voorbeeld.be,False,2026-11-16\n", FileRefusal.NoReport)]
    [InlineData("Report Refresh Date,User Principal Name,User State,Last Activity Date\n", FileRefusal.NoRows)]
    [InlineData("", FileRefusal.Empty)]
    public async Task A_file_that_tells_nothing_of_people_is_refused(string file, FileRefusal refusal)
    {
        await using var report = await ReportFile.OpenAsync(Files.Of(file));

        Assert.Equal(refusal, report.Refusal);
    }

    [Fact]
    public async Task What_people_read_is_not_even_kept_of_refused_rows()
    {
        using var database = GivenPeople(Database.Sqlite);
        var result = await ImportAsync(database, Files.Sample(Second));
        await using var file = Files.Sample(Second);
        using var refused = new MemoryStream();

        await RefusedRows.KeepAsync(file, result, refused, all: false, default);

        Assert.Equal(["Report Refresh Date", "User Principal Name", "User State", "Last Activity Date", "Posted Count", "Liked Count", "Report Period"], RefusedRows.Header(refused));
        Assert.Equal(["2026-11-17", "onbekend@voorbeeld.nl", "Active", "2026-11-15", "0", "0", "30"], Assert.Single(RefusedRows.Read(refused)).Cells);
    }

    private static TestDatabase GivenPeople(Database kind)
    {
        var database = TestDatabase.On(kind);
        var gent = A.Branch();
        database.Given(
            A.Rollout(), gent, A.Person(gent, "Jan van den Berg", "jan.vandenberg@voorbeeld.be"), A.Person(gent, "Zoë D’Hondt", "zoe.dhondt@voorbeeld.be"),
            A.Person(gent, "Renée van 't Hoff", "renee.vanthoff@voorbeeld.nl"), A.Person(gent, "Bas van Loon"));
        return database;
    }

    private static async Task<ImportResult> ImportAsync(TestDatabase database, Stream file, bool preview = false)
    {
        await using (file)
        {
            return await new ImportActivity(database, new StoppedClock(A.Monday)).RunAsync(file, preview);
        }
    }

    private static async Task<List<string>> StateAsync(TestDatabase database, bool versions = false)
    {
        await using var db = database.CreateDbContext();
        var weeks = (await db.ActiveWeeks.ToListAsync()).ToLookup(w => w.Person, w => w.Monday);
        return
        [
            .. (await db.Activity.Join(db.People, a => a.Person, p => p.Id, (a, p) => new { p.Email, Activity = a }).OrderBy(a => a.Email).ToListAsync()).Select(a =>
                $"{a.Email} {a.Activity.ReportedOn:yyyy-MM-dd} {a.Activity.LastActive:yyyy-MM-dd} {(a.Activity.Closed ? "closed" : "open")}: "
                + string.Join(' ', weeks[a.Activity.Person].Order().Select(w => w.ToString("yyyy-MM-dd", null))) + (versions ? $" {a.Activity.Version}" : "")),
        ];
    }
}
