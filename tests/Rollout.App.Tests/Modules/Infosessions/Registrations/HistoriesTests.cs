using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Hosting;
using Rollout.App.Shared;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>
/// Random histories of signing up, alone and together, withdrawing, taking, expiring, raising, lowering, moving, cancelling, going first and changing, over three
/// infosessions, each step compared with <see cref="SeatsModel"/>: some long ones, which come to crowded places, and thousands of short ones, where
/// three people want one seat. <c>ROLLOUT_TEST_HISTORIES</c> says how many short ones on SQLite; PostgreSQL, where a step takes longer, runs an eighth of them and a fifteenth of the
/// long ones. They share one application and one database, each with infosessions and people of its own, put in by the hundred. One that fails is shrunk.
/// </summary>
public sealed class HistoriesTests
{
    private const int LongOnes = 150;
    private const int AtOnce = 100;

    private static readonly string[] Everything =
    [
        "joined", "joined while a called seat was free", "took an offer", "took a called seat", "too late", "busy", "ended", "nothing to take", "offer cut short",
        "expired", "left over", "gave up", "gave up for who waits", "called", "together", "together, and one refused",
    ];

    private static readonly int ShortOnes = int.TryParse(Environment.GetEnvironmentVariable("ROLLOUT_TEST_HISTORIES"), CultureInfo.InvariantCulture, out var many) ? many : 2000;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Every_random_history_ends_as_the_rules_say(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var clock = new StoppedClock(A.Monday);
        await using var app = RolloutApp.Build(
            new HostSettings("http://127.0.0.1:0", database.Folder),
            builder => builder.Services.AddSingleton<TimeProvider>(clock).AddSingleton<IClock>(clock),
            database.Configure);
        var gent = A.Branch();
        var (lead, topics) = (A.Lead(gent), new[] { AnInfosession.Topic("Eerst"), AnInfosession.Topic("Dan") });
        Person[] givers = [AnInfosession.Facilitator(gent, "A Een"), AnInfosession.Facilitator(gent, "B Twee"), AnInfosession.Facilitator(gent, "C Drie")];
        database.Given([A.Rollout(), gent, lead, .. topics, .. givers]);

        var (happened, number) = (new HashSet<string>(), 0);
        SeatsHistory Of(SeatsDraw draw) => new(database, app, clock, gent, lead, topics, givers, draw, number++);
        var (longOnes, shortOnes) = kind == Database.Sqlite ? (LongOnes, ShortOnes) : (LongOnes / 15, ShortOnes / 8);
        foreach (var (draws, many) in new[] { (SeatsDraw.Long, longOnes), (SeatsDraw.Short, shortOnes) })
        {
            foreach (var some in Histories.Draw(draws, many).Chunk(AtOnce))
            {
                var histories = some.Select(s => (s.History, s.Seed, Put: Of(s.History))).ToList();
                database.Given([.. histories.SelectMany(h => h.Put.Things)]);
                foreach (var (history, seed, put) in histories)
                {
                    await Histories.CheckAsync(draws, history, seed, says: d => string.Join('\n', d.Steps), holds: async draw =>
                    {
                        // Where it is shrunk, each is put in alone.
                        var one = ReferenceEquals(draw, history) ? put : Of(draw);
                        if (one != put)
                        {
                            database.Given([.. one.Things]);
                        }

                        happened.UnionWith(await one.RunAsync());
                    });
                }
            }
        }

        // What never happened was not tested.
        Assert.True(kind == Database.Postgres || !Everything.Except(happened).Any(), "never happened: " + string.Join(", ", Everything.Except(happened)));
    }
}
