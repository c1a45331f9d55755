using Rollout.App.Modules.Organisation.Contracts;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Modules.Participation;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Participation;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Reports as platforms write them, and what is right about each.</summary>
public sealed class SampleReportsTests
{
    private static readonly StoppedClock Clock = new(Instant.FromUtc(2026, 11, 30, 9, 0));

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Copilot_says_the_last_day_whatever_its_period_and_creates_nobody(Database kind)
    {
        using var database = await GivenAsync(kind);

        var result = await TakeAsync(database, "01_copilot_api_v1.csv");

        Assert.Equal(("copilot", 3, 0), (result.Report!.Source, result.Report.Matched, result.Report.Unmatched));
        Assert.Equal(["marijke.oosterveld 2026-11-25", "sofiane.delcourt -", "wiebe.hoekstra -"], await DaysAsync(database)); // 3 August is longer ago than evidence is kept
        await using var db = database.CreateDbContext();
        Assert.Equal(4, await db.People.CountAsync());
        var sums = await db.ParticipationSums.Where(s => s.Kind == GroupKind.Everyone).ToListAsync();
        Assert.Equal(1, sums.Sum(s => s.Active));
        Assert.All(sums, s => Assert.Null(s.Posted)); // Copilot says nothing of posts
    }

    [Fact]
    public async Task Of_several_periods_each_person_is_one_and_prompts_are_not_read()
    {
        using var database = await GivenAsync(Database.Sqlite);

        var result = await TakeAsync(database, "02_copilot_api_v2_all_periods.csv");

        Assert.Equal((2, 0, 5), (result.Report!.Matched, result.Report.Unmatched, result.Rows.Count));
        Assert.Contains(result.IgnoredColumns, c => c.StartsWith("Prompts", StringComparison.Ordinal));
        Assert.Equal(["marijke.oosterveld 2026-11-25", "wiebe.hoekstra -"], await DaysAsync(database));
    }

    [Fact]
    public async Task Concealed_names_are_refused_with_totals_and_take_nothing_back()
    {
        using var database = await GivenAsync(Database.Sqlite);
        await TakeAsync(database, "01_copilot_api_v1.csv");
        var before = await DaysAsync(database);

        var result = await TakeAsync(database, "04_copilot_concealed.csv");

        Assert.Equal(FileRefusal.NamesConcealed, result.Refusal);
        Assert.Equal((3, 2), result.Report!.Concealed);
        Assert.Equal(before, await DaysAsync(database));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_account_name_of_the_people_file_is_kept_beside_the_mail_address(Database kind)
    {
        using var database = await GivenAsync(kind);
        await using (var people = Open("05a_people_upn_and_mail.csv"))
        {
            Assert.Equal(2, (await new ImportPeople(database, new FindLooseEnds(database, [], Clock), Clock).RunAsync(people, preview: false)).Created);
        }

        var result = await TakeAsync(database, "05b_engage_by_upn.csv");

        Assert.Equal((2, 0, 1, 0), (result.Report!.Matched, result.Report.Unmatched, result.Report.NoName, result.Rejected));
        Assert.Equal(["hanneke.brouns 2026-11-25", "karim.saidi -"], await DaysAsync(database));
    }

    [Fact]
    public async Task Teams_says_whose_account_is_closed()
    {
        using var database = await GivenAsync(Database.Sqlite);

        var result = await TakeAsync(database, "07_teams_user_activity.csv");

        Assert.Equal(("teams", 2, 1), (result.Report!.Source, result.Report.Matched, result.Report.Closed));
        await using var db = database.CreateDbContext();
        Assert.Equal("sofiane.delcourt@lindeboom.example", await db.Activity.Where(a => a.Closed).Join(db.People, a => a.Person, p => p.Id, (a, p) => p.Email).SingleAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".gz")]
    public async Task Slack_has_no_day_and_is_asked_for_it_and_bots_stay_out(string compressed)
    {
        using var database = await GivenAsync(Database.Sqlite);
        async Task<ImportResult> RunAsync(LocalDate? day)
        {
            await using Stream file = compressed.Length == 0 ? Open("10_slack_member_analytics.csv") : Compressed("10_slack_member_analytics.csv");
            return await new ImportActivity(database, Clock).RunAsync(file, preview: false, day: day);
        }

        Assert.Equal(FileRefusal.NoDay, (await RunAsync(null)).Refusal);
        var result = await RunAsync(new LocalDate(2026, 11, 26));

        Assert.Equal(("slack", 3, 1, 1), (result.Report!.Source, result.Report.Matched, result.Report.LeftOut, result.Report.Closed));
        Assert.Equal(["marijke.oosterveld 2026-11-25", "sofiane.delcourt 2026-10-30", "wiebe.hoekstra -"], await DaysAsync(database));
    }

    [Fact]
    public async Task Slack_by_the_day_is_read_line_by_line_and_a_broken_line_is_told()
    {
        using var database = GivenVoorbeeld();

        var result = await TakeAsync(database, "member_analytics_2026-11-18.jsonl");

        Assert.Equal(1, result.Rows.Count(r => (r.Codes & ImportCodes.LineBroken) != 0));
        Assert.Equal(1, result.Blank);
        Assert.Contains("jan.vandenberg 2026-11-18", await DaysAsync(database));
        Assert.True(result.Report!.LeftOut >= 1); // the guest
    }

    [Theory]
    [InlineData("Office365ActiveUserDetail.csv", "microsoft-365", "jan.vandenberg 2026-11-17")]
    [InlineData("export_Users.csv", "viva-engage", "jan.vandenberg 2026-10-01")]
    [InlineData("api_v4_users_page0.json", "mattermost", "jan.vandenberg 2025-11-13")]
    [InlineData("slack-members.csv", "slack", "jan.vandenberg -")]
    public async Task Each_platform_is_recognised_by_its_header(string file, string source, string said)
    {
        using var database = GivenVoorbeeld();

        var result = await TakeAsync(database, file, new LocalDate(2026, 11, 18));

        Assert.Equal((FileRefusal.None, source), (result.Refusal, result.Report!.Source));
        // Evidence older than a year is not kept.
        var last = LocalDatePattern.Iso.Parse(said.Split(' ')[1]) is { Success: true, Value: var day } && day < new LocalDate(2026, 9, 1) ? said.Split(' ')[0] + " -" : said;
        Assert.Contains(last, await DaysAsync(database));
    }

    [Fact]
    public async Task A_report_of_totals_names_nobody_and_is_refused()
    {
        using var database = GivenVoorbeeld();

        Assert.Equal(FileRefusal.NoReport, (await TakeAsync(database, "YammerActivityUserCounts_D7.csv")).Refusal);
    }

    [Fact]
    public async Task Headers_and_days_in_dutch_are_read()
    {
        using var database = GivenVoorbeeld();
        await using var file = Files.Of("Vernieuwingsdatum van rapport;User principal name;Gebruikersstatus;Datum van laatste activiteit;Aantal geplaatst\n17-11-2026;jan.vandenberg@voorbeeld.be;Actief;16 nov. 2026;1.320\n");

        var result = await new ImportActivity(database, Clock).RunAsync(file, preview: false);

        Assert.Equal(("viva-engage", 1), (result.Report!.Source, result.Report.Matched));
        Assert.True(Assert.Single(database.CreateDbContext().Statements.ToList()).Posted);
        Assert.Equal(["jan.vandenberg 2026-11-16"], await DaysAsync(database));
    }

    [Fact]
    public async Task A_missing_day_is_taken_from_the_name_of_the_file()
    {
        using var database = await GivenAsync(Database.Sqlite);
        const string file = "User Principal Name,Display Name,Last Activity Date,Prompts submitted for All Apps\nmarijke.oosterveld@lindeboom.example,Marijke,2026-11-24,7\n";

        var result = await new ImportActivity(database, Clock).RunAsync(Files.Of(file), preview: false, "CopilotActivityUserDetailV4_11_26_2026 9_05_12 AM.csv");

        Assert.Equal("2026-11-26", result.Report!.LastDay);
    }

    private static async Task<ImportResult> TakeAsync(TestDatabase database, string file, LocalDate? day = null)
    {
        await using var content = Open(file);
        return await new ImportActivity(database, Clock).RunAsync(content, preview: false, file, day);
    }

    /// <summary>What the newest statement says of each account, by the first part of the person's address.</summary>
    private static async Task<List<string>> DaysAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        var all = await (from s in db.Statements join a in db.PlatformAccounts on s.Account equals a.Id join p in db.People on a.Person equals p.Id select new { p.Email, s.LastDay }).ToListAsync();
        return [.. all.GroupBy(s => s.Email!.Split('@')[0]).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key} {g.Max(s => s.LastDay)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-"}")];
    }

    private static async Task<TestDatabase> GivenAsync(Database kind)
    {
        var database = TestDatabase.On(kind);
        database.Given(A.Rollout());
        await using var branches = Open("00_branches.csv");
        await new ImportBranches(database).RunAsync(branches, preview: false);
        await using var people = Open("00_people.csv");
        await new ImportPeople(database, new FindLooseEnds(database, [], Clock), Clock).RunAsync(people, preview: false);
        return database;
    }

    private static TestDatabase GivenVoorbeeld()
    {
        var database = TestDatabase.On(Database.Sqlite);
        var gent = A.Branch();
        database.Given(
            A.Rollout(), gent, A.Person(gent, "Jan van den Berg", "jan.vandenberg@voorbeeld.be"), A.Person(gent, "Zoë D’Hondt", "zoe.dhondt@voorbeeld.be"),
            A.Person(gent, "Renée van 't Hoff", "renee.vanthoff@voorbeeld.nl"));
        return database;
    }

    private static MemoryStream Compressed(string name)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var file = Open(name))
        {
            file.CopyTo(gzip);
        }

        return packed;
    }

    private static FileStream Open(string name) => File.OpenRead(Path.Combine(Path.GetDirectoryName(ThisFile())!, "Samples", name));

    private static string ThisFile([CallerFilePath] string here = "") => here;
}
