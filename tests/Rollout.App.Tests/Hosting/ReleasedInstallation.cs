using System.Text.Json;
using NodaTime;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>
/// A database that release 0.1.0 made and filled. Fixtures/make-release made it: a demo company in which people signed up, signed, moved a credit, named a deputy
/// and asked for a code; the mails that left and the keys that signed their links are beside it.
/// </summary>
internal static class ReleasedInstallation
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Fixtures", "0.1.0");

    public static TestDatabase Stored(Database kind) => TestDatabase.Stored(kind, Folder);

    private static JsonElement Mailed(Database kind) => JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Folder, kind == Database.Sqlite ? "sqlite.json" : "postgres.json")));

    public static Instant MadeAt(Database kind) => Instant.FromUnixTimeSeconds(Mailed(kind).GetProperty("madeAt").GetInt64());

    /// <summary>A link to a ticket, as the release mailed it.</summary>
    public static string TicketLink(Database kind) => Links(kind).Single(l => l.Contains("/ticket?key=", StringComparison.Ordinal));

    public static List<string> Links(Database kind) =>
        [.. Mailed(kind).GetProperty("mails").EnumerateArray().SelectMany(m => m.GetProperty("links").EnumerateArray()).Select(l => l.GetString()!)];

    /// <summary>Starts this version on it, a minute after the release was stopped, so that the code that was asked for last still works.</summary>
    public static Task<RunningApp> StartAsync(TestDatabase database) =>
        RunningApp.StartAsync(database, new StoppedClock(MadeAt(database.Kind) + Duration.FromMinutes(1)), migrate: true);
}
