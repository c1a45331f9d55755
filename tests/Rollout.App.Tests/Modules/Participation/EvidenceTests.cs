using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>What is counted in SQL is what <see cref="PersonEvidence"/> says, over random reports in random order.</summary>
public sealed class EvidenceTests
{
    private static readonly LocalDate LastDay = new(2026, 11, 22);
    private static readonly StoppedClock Clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite, 1)]
    [InlineData(Database.Sqlite, 2)]
    [InlineData(Database.Postgres, 3)]
    public async Task Random_reports_in_any_order_end_in_the_figures_that_the_evidence_says(Database kind, int seed)
    {
        var dice = new Random(seed);
        var reports = Reports(dice);
        using var one = Given(kind, out var people);
        using var other = Given(kind, out _);

        foreach (var report in reports)
        {
            await TakeAsync(one, report);
        }

        var shuffled = reports.ToArray();
        dice.Shuffle(shuffled);
        foreach (var report in shuffled.Append(shuffled[0]).Append(shuffled[^1]))
        {
            await TakeAsync(other, report);
        }

        var expected = Expected(reports, people.Count);
        Assert.Equal(expected, await SumsAsync(one));
        Assert.Equal(expected, await SumsAsync(other));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_report_that_comes_again_replaces_what_it_said_and_a_later_one_takes_nothing_back(Database kind)
    {
        using var database = Given(kind, out _);
        await TakeAsync(database, new(LastDay.PlusDays(-3), 7, [(0, LastDay.PlusDays(-4), true, true, false), (1, LastDay.PlusDays(-5), false, false, false)]));
        await TakeAsync(database, new(LastDay, 7, [(0, null, false, false, false)]));
        Assert.Equal(2, (await SumsAsync(database))[LastDay].Active); // the row without a day is not "stopped"

        await TakeAsync(database, new(LastDay.PlusDays(-3), 7, [(1, null, false, false, false)]));

        Assert.Equal(1, (await SumsAsync(database))[LastDay].Active);
        Assert.Equal(1, (await SumsAsync(database))[LastDay.PlusDays(-3)].Active);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Reports_over_another_period_and_an_account_named_twice_leave_the_active_as_they_are(Database kind)
    {
        using var database = Given(kind, out _);
        await TakeAsync(database, new(LastDay.PlusDays(-7), 7, [(0, LastDay.PlusDays(-8), false, true, false), (1, LastDay.PlusDays(-9), false, false, false), (2, null, false, false, false)]));
        await TakeAsync(database, new(LastDay, 180, [(0, LastDay.PlusDays(-1), true, true, false), (1, LastDay.PlusDays(-2), false, false, false), (2, LastDay.PlusDays(-80), true, true, false), (0, null, false, false, false)]));

        Assert.Equal(2, (await SumsAsync(database))[LastDay.PlusDays(-7)].Active);
        Assert.Equal(2, (await SumsAsync(database))[LastDay].Active);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Another_address_keeps_the_person_and_whoever_comes_back_is_counted_again(Database kind)
    {
        using var database = Given(kind, out var people);
        await TakeAsync(database, new(LastDay.PlusDays(-7), 7, [(0, LastDay.PlusDays(-8), false, true, false)]));
        await using (var db = database.CreateDbContext())
        {
            var person = await db.People.SingleAsync(p => p.Id == people[0].Id);
            person.NameAccount("maiden.name@voorbeeld.be");
            await db.SaveChangesAsync();
        }

        await using var renamed = Files.Of("Report Refresh Date,User Principal Name,User State,Last Activity Date,Posted Count,Liked Count,Report Period\n2026-11-22,maiden.name@voorbeeld.be,Active,2026-11-21,0,1,7\n");
        var result = await new ImportActivity(database, Clock).RunAsync(renamed, preview: false);

        Assert.Equal((1, 0), (result.Report!.Matched, result.Report.Unmatched));
        Assert.Equal(2, await database.CreateDbContext().PlatformAccounts.CountAsync(a => a.Person == people[0].Id));
    }

    [Fact]
    public async Task The_same_report_is_counted_again_when_the_lead_says_more_of_its_columns_and_for_whom_an_account_was_tied_to()
    {
        using var database = Given(Database.Sqlite, out var people);
        async Task TakeAsync(string meanings)
        {
            await using var file = Files.Of("who,on,likes\nstranger@voorbeeld.be,2026-11-21,0\np1@voorbeeld.be,2026-11-12,0\n");
            await new ImportActivity(database, Clock).RunAsync(file, preview: false, day: LastDay, said: new ReportMapping("", 1, "Plein", meanings, 30, A.Monday));
        }

        await TakeAsync("Account,LastActive,");
        Assert.Null((await SumsAsync(database))[LastDay].Reacted);
        await TakeAsync("Account,LastActive,Reacted");
        Assert.Equal(0, (await SumsAsync(database))[LastDay].Reacted);

        await using (var db = database.CreateDbContext())
        {
            (await db.PlatformAccounts.SingleAsync(a => a.Person == null)).BelongsTo(people[1].Id);
            await db.SaveChangesAsync();
        }

        await TakeAsync("Account,LastActive,Reacted");
        Assert.Equal(2, await database.CreateDbContext().ActiveWeeks.CountAsync(w => w.Person == people[1].Id));
    }

    private sealed record Report(LocalDate Day, int Period, List<(int Person, LocalDate? Last, bool Reacted, bool Posted, bool Closed)> Rows);

    private static List<Report> Reports(Random dice)
    {
        var reports = new List<Report>();
        for (var week = 0; week < 9; week++)
        {
            if (dice.Next(5) == 0)
            {
                continue; // a gap
            }

            var (day, period) = (LastDay.PlusDays(-7 * week), dice.Next(3) switch { 0 => 30, 1 => 7, _ => 28 });
            reports.Add(new(day, period, [.. Enumerable.Range(0, 12).Where(_ => dice.Next(4) > 0).Select(i => (
                i, dice.Next(3) == 0 ? (LocalDate?)null : day.PlusDays(-dice.Next(0, 40)), dice.Next(3) == 0, dice.Next(5) == 0, dice.Next(12) == 0))]));
        }

        return reports;
    }

    private static Dictionary<LocalDate, (int People, int Visited, int? Reacted, int? Posted, int? Active)> Expected(List<Report> reports, int people)
    {
        var evidence = Enumerable.Range(0, people).Select(_ => new PersonEvidence()).ToList();
        foreach (var report in reports)
        {
            report.Rows.ForEach(row => evidence[row.Person].Take(report.Day, report.Period, "", row.Last >= Activity.RetainedSince(A.Today) ? row.Last : null, row.Reacted, row.Posted, row.Closed));
        }

        var stored = reports.ConvertAll(r =>
        {
            var report = ActivityReport.Of("viva-engage", r.Day, r.Period);
            report.Take(ReportSays.Visited | ReportSays.Active | ReportSays.Posted | ReportSays.Reacted, "", A.Monday);
            return report;
        });
        return reports.Select(r => r.Day).Distinct().ToDictionary(day => day, day =>
        {
            var counted = evidence.FindAll(e => !e.IsClosed(day));
            int? Count(Figure figure) => ActivityReport.CanSay(figure, day, stored) ? counted.Count(e => e.Did(figure, day)) : null;
            return (counted.Count, counted.Count(e => e.Did(Figure.Visited, day)), Count(Figure.Reacted), Count(Figure.Posted), Count(Figure.Active));
        });
    }

    private static async Task<Dictionary<LocalDate, (int People, int Visited, int? Reacted, int? Posted, int? Active)>> SumsAsync(TestDatabase database)
    {
        await using var db = database.CreateDbContext();
        return (await db.ParticipationSums.Where(s => s.Kind == GroupKind.Everyone).ToListAsync()).ToDictionary(s => s.Day, s => (s.People, s.Visited, s.Reacted, s.Posted, s.Active));
    }

    private static async Task TakeAsync(TestDatabase database, Report report)
    {
        static string Iso(LocalDate? day) => day is { } it ? LocalDatePattern.Iso.Format(it) : "";
        var rows = report.Rows.Select(r => $"{Iso(report.Day)},p{r.Person}@voorbeeld.be,{(r.Closed ? "Suspended" : "Active")},{Iso(r.Last)},{(r.Posted ? 3 : 0)},{(r.Reacted ? 2 : 0)},{report.Period}");
        await using var file = Files.Of("Report Refresh Date,User Principal Name,User State,Last Activity Date,Posted Count,Liked Count,Report Period\n" + string.Join('\n', rows) + "\n");
        await new ImportActivity(database, Clock).RunAsync(file, preview: false);
    }

    private static TestDatabase Given(Database kind, out List<Person> people)
    {
        var database = TestDatabase.On(kind);
        var gent = A.Branch();
        people = [.. Enumerable.Range(0, 12).Select(i => A.Person(gent, $"Person {i}", $"p{i}@voorbeeld.be"))];
        database.Given([A.Rollout(), gent, .. people]);
        return database;
    }
}
