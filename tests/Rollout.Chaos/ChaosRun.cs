using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.Chaos;

/// <summary>One run: two processes on PostgreSQL, or one on the embedded database.</summary>
internal static class ChaosRun
{
    // One mail on its way can take its connection's whole time limit; nothing at all in this time is a fault.
    private static readonly TimeSpan LongestStandstill = TimeSpan.FromMinutes(3);

    // A webhook that failed is tried again by a job that runs once a minute, which is too long for the short run of the tests.
    private static readonly TimeSpan WithWebhooksFrom = TimeSpan.FromMinutes(2);

    /// <returns>How much was lost or doubled.</returns>
    public static async Task<int> RunAsync(Database kind, TimeSpan lasts, int seed, TextWriter output)
    {
        using var postgres = kind == Database.Postgres ? new ChaosPostgres() : null;
        await using var database = TestDatabase.On(kind);
        await using var mails = new MailMoods();
        await using var http = await HttpMoods.StartAsync();
        var company = ChaosCompany.In(database);
        var browsers = await SignInAsync(database, [.. company.People, company.Joost], app => { if (lasts >= WithWebhooksFrom) { WebhookLedger.Register(database, app, company.Joost, http.Address); } });
        company.Nudge(database, lasts);
        var processes = kind == Database.Postgres ? 2 : 1;
        Uri[] addresses = [.. Enumerable.Range(0, processes).Select(_ => new Uri($"http://127.0.0.1:{PostgresServer.FreePort()}"))];
        string[] folders = kind == Database.Postgres ? [.. addresses.Select(a => Directory.CreateDirectory(Path.Combine(database.Folder, $"process-{a.Port}")).FullName)] : [database.Folder];
        await using var disasters = new Disasters(database, postgres, mails.Sink.Port, http.Address, addresses, folders);
        await disasters.StartAsync();

        var (ledger, watch) = (new Ledger(), Stopwatch.StartNew());
        foreach (var visitor in company.Visitors)
        {
            ledger.Expect(visitor.Id, company.AtTheDoor);
        }

        var crowd = new Crowd(company, addresses, ledger);
        using var end = new CancellationTokenSource(lasts);
        var living = company.People.Select((person, i) => crowd.LiveAsync(person, browsers[person.Id], new Random(seed + i), end.Token)).ToList();
        living.Add(crowd.TickAsync(browsers[company.Joost.Id], new Random(seed - 1), end.Token));
        await Task.WhenAll([.. living, disasters.HappenAsync(new Random(seed), end.Token), mails.ChangeAsync(new Random(seed + 1), end.Token), http.ChangeAsync(new Random(seed + 2), end.Token)]);

        await disasters.RestartAsync();
        var (ended, drain) = (watch.Elapsed, await DrainAsync(database));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"## {(kind == Database.Postgres ? "two processes on PostgreSQL" : "one process on the embedded database")}, {ended.TotalMinutes:0.0} minutes, seed {seed}; then {drain.Waiting} messages, {drain.Nudges} of them nudges, left in {drain.Took.TotalMinutes:0.0} minutes"));
        await output.WriteLineAsync(string.Join(Environment.NewLine, ledger.Counts));
        await output.WriteLineAsync("disasters: " + string.Join(", ", disasters.Seen.Select(s => $"{s.Key} {s.Value}")));
        var violations = await ledger.CompareAsync(database, mails, http, output);
        await output.WriteLineAsync($"lost or doubled: {violations.Count}");
        await output.WriteLineAsync(string.Join(Environment.NewLine, violations.Take(30)));
        return violations.Count;
    }

    /// <summary>Cookies, from an application that is stopped again. What it planned or delivered itself while people work is taken away: the ledger was not listening yet.</summary>
    private static async Task<Dictionary<PersonId, Visitor>> SignInAsync(TestDatabase database, IReadOnlyList<Person> people, Action<RunningApp> prepare)
    {
        Dictionary<PersonId, Visitor> browsers;
        await using (var app = await RunningApp.StartAsync(database, new StoppedClock(RolloutProgram.Now - Duration.FromHours(1))))
        {
            browsers = people.ToDictionary(p => p.Id, p => app.Visitor(p));
            prepare(app);
        }

        await using var db = database.CreateDbContext();
        await db.Outbox.ExecuteDeleteAsync();
        return browsers;
    }

    /// <summary>Waits for the mails that wait, as long as they become fewer. What was deferred is due at once, as if the time had passed.</summary>
    /// <returns>How many waited, and how long it took.</returns>
    private static async Task<(int Waiting, int Nudges, TimeSpan Took)> DrainAsync(TestDatabase database)
    {
        var (watch, standstill) = (Stopwatch.StartNew(), Stopwatch.StartNew());
        (int Waiting, int Nudges)? first = null;
        var fewest = int.MaxValue;
        while (fewest > 0 && standstill.Elapsed < LongestStandstill)
        {
            try
            {
                await using var db = database.CreateDbContext();
                var now = RolloutProgram.Now;
                await db.Outbox.Where(m => m.State == OutboxState.Queued && m.DueAt > now).ExecuteUpdateAsync(set => set.SetProperty(m => m.DueAt, now));
                var left = db.Outbox.Where(m => m.State == OutboxState.Queued || m.State == OutboxState.Claimed);
                var waiting = await left.CountAsync() + await WebhookLedger.HurryAsync(db, now);
                first ??= (waiting, await left.CountAsync(m => m.Kind == OutboxKind.Nudge));
                if (waiting < fewest)
                {
                    fewest = waiting;
                    standstill.Restart();
                }
            }
            catch (Exception broken) when (broken is InvalidOperationException or DbException)
            {
                // A pooled connection that was cut, or the writer of the embedded database that gives no turn.
            }

            await Task.Delay(500);
        }

        return (first?.Waiting ?? 0, first?.Nudges ?? 0, watch.Elapsed);
    }
}
