using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.Benchmarks;

/// <summary>
/// Planning 20 rules for 100,000 and 200,000 people against reading the rows that decide into memory on the same database: people, statements of two reports, accounts, runs
/// and the outbox's nudges. Interleaved rounds, medians, and the ratios.
/// </summary>
public static class NudgePlanBenchmark
{
    private const int Rounds = 5;
    private const int Rules = 20;
    private const int BranchCount = 50;
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 9, 0);
    private static readonly LocalDate Today = new(2026, 11, 23);

    public static async Task RunAsync(TextWriter output)
    {
        var server = Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES");
        foreach (var postgres in new[] { null, server is { Length: > 0 } ? server : null }.Distinct())
        {
            var half = await MeasureAsync(output, postgres, 100_000);
            var whole = await MeasureAsync(output, postgres, 200_000);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"twice the people: {whole / half:F2} times"));
        }
    }

    private static async Task<double> MeasureAsync(TextWriter output, string? server, int people)
    {
        var folder = Directory.CreateTempSubdirectory("rollout-bench-").FullName;
        var name = $"bench_{Guid.CreateVersion7():N}";
        if (server is not null)
        {
            await ExecuteAsync($"{server};Database=postgres;Pooling=false", $"CREATE DATABASE {name}");
        }

        try
        {
            await using var services = new ServiceCollection().AddRolloutDb(server is null ? null : $"{server};Database={name}", folder).BuildServiceProvider();
            var dbs = services.GetRequiredService<IDbContextFactory<RolloutDb>>();
            await FillAsync(dbs, people);
            if (server is not null)
            {
                await ExecuteAsync($"{server};Database={name};Pooling=false", "ANALYZE");
            }

            return await CompareAsync(output, dbs, server is null ? "SQLite" : "PostgreSQL", people);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            NpgsqlConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
            if (server is not null)
            {
                await ExecuteAsync($"{server};Database=postgres;Pooling=false", $"DROP DATABASE {name} WITH (FORCE)");
            }
        }
    }

    private static async Task<double> CompareAsync(TextWriter output, IDbContextFactory<RolloutDb> dbs, string kind, int people)
    {
        var (read, plan, foresee, planned) = (new List<double>(), new List<double>(), new List<double>(), 0);
        for (var round = 0; round <= Rounds; round++)
        {
            var reading = await TimeAsync(async () =>
            {
                await using var db = await dbs.CreateDbContextAsync();
                await db.People.AsNoTracking().ToListAsync();
                await db.PlatformAccounts.AsNoTracking().ToListAsync();
                await db.Statements.AsNoTracking().ToListAsync();
                await db.NudgeRuns.AsNoTracking().ToListAsync();
                await db.Outbox.AsNoTracking().ToListAsync();
            });
            var planning = await TimeAsync(async () =>
            {
                await using var db = await dbs.CreateDbContextAsync();
                var book = await NudgeRuleBook.LoadAsync(db, [], CancellationToken.None);
                planned = (await ReadNudges.RunAsync(db, book.Planned, Now, only: null, openOnly: true, CancellationToken.None)).Plan().Count;
            });
            var seen = await TimeAsync(async () =>
            {
                await using var db = await dbs.CreateDbContextAsync();
                var book = await NudgeRuleBook.LoadAsync(db, [], CancellationToken.None);
                var all = await ReadNudges.RunAsync(db, book.Planned, Now, only: null, openOnly: false, CancellationToken.None);
                Rollout.App.Modules.Nudges.Foresight.ForeseeRule.Play(all, all.Rules, new Dictionary<PersonId, IReadOnlyList<int>>(), Now, 0);
            });
            if (round > 0)
            {
                read.Add(reading);
                plan.Add(planning);
                foresee.Add(seen);
            }
        }

        var (r, p, f) = (Median(read), Median(plan), Median(foresee));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{kind}, {people:N0} people, {Rules} rules: reading {r:F0} ms, planning {p:F0} ms ({planned:N0} begin): {p / r:F2} times; thirty days foreseen {f:F0} ms: {f / p:F2} times a plan"));
        return p;
    }

    private static async Task FillAsync(IDbContextFactory<RolloutDb> dbs, int count)
    {
        await using (var db = await dbs.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
        }

        var zone = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
        var branches = Enumerable.Range(0, BranchCount).Select(i => Branch.Open($"Branch {i}", $"{(char)('A' + (i / 26))}{(char)('A' + (i % 26))}X", "BE", zone, i)).ToList();
        var reports = new[] { Today.PlusDays(-30), Today }.Select(day => ActivityReport.Of("engage", day, 30)).ToList();
        reports.ForEach(r => r.Take(ReportSays.Visited | ReportSays.Reacted | ReportSays.Posted, "report.csv", Now));
        await SaveAsync(dbs, [RolloutSettings.Start("De Brug", "Veldhuis", RolloutSettings.DefaultBrand, ["en"], "", zone, false, Now), .. branches, .. reports, .. WriteRules()]);
        var rule = await FirstRuleAsync(dbs);
        foreach (var slice in Enumerable.Range(0, count).Chunk(5_000))
        {
            await SaveAsync(dbs, [.. slice.SelectMany(i => SomeoneAndTheirs(i, branches[i % BranchCount], reports, rule))]);
        }
    }

    private static IEnumerable<object> SomeoneAndTheirs(int i, Branch branch, List<ActivityReport> reports, NudgeRuleId rule)
    {
        var person = Person.Employ(branch.Id, $"Bas{i}", "", $"Groot{i % 997}", $"N{i}", $"bas{i}@example.be", null, "BE");
        if (i % 3 == 0)
        {
            person.CompletedProfile(Now - Duration.FromDays(20));
        }

        yield return person;
        if (i % 5 == 0)
        {
            yield return NudgeRun.Start(rule, 1, person.Id, branch.Id, "once", heldOut: i % 50 == 0, daysBetween: 14, Now - Duration.FromDays(10));
        }

        if (i % 2 == 0)
        {
            var account = PlatformAccount.Named($"bas{i}@example.be");
            account.BelongsTo(person.Id);
            yield return account;
            foreach (var report in reports)
            {
                yield return new Statement(report.Id, account.Id, report.Day.PlusDays(-(i % 28)), Reacted: i % 4 == 0, Posted: i % 12 == 0, Closed: false);
            }
        }
    }

    private static IEnumerable<NudgeRule> WriteRules()
    {
        NudgeStep[] steps = [NudgeStep.Visit, NudgeStep.CompleteProfile, NudgeStep.React, NudgeStep.Post, NudgeStep.ComeBack];
        NudgeFact[] facts = [NudgeFact.IsAmbassador, NudgeFact.HasSeat, NudgeFact.CameToSession, NudgeFact.Answered];
        for (var i = 0; i < Rules; i++)
        {
            var content = new NudgeRuleContent
            {
                Step = steps[i % steps.Length],
                Audience = new() { HaveNot = [facts[i % facts.Length]], WorkTypes = i % 3 == 0 ? [WorkType.Desk, WorkType.Field] : [] },
                Texts = new Dictionary<string, NudgeWording> { ["en"] = new("Subject", "Body") },
            };
            var rule = NudgeRule.Write($"rule-{i}", $"Rule {i}", i, content, ["en"], by: null, Now);
            rule.Switch(NudgeRuleState.On, by: null, Now);
            yield return rule;
        }
    }

    private static async Task<NudgeRuleId> FirstRuleAsync(IDbContextFactory<RolloutDb> dbs)
    {
        await using var db = await dbs.CreateDbContextAsync();
        return await db.NudgeRules.OrderBy(r => r.Priority).Select(r => r.Id).FirstAsync();
    }

    private static async Task SaveAsync(IDbContextFactory<RolloutDb> dbs, IReadOnlyList<object> things)
    {
        await using var db = await dbs.CreateDbContextAsync();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        db.AddRange(things);
        await db.SaveChangesAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
