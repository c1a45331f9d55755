using System.Globalization;
using NodaTime;
using Rollout.App.Persistence;

namespace Rollout.App.Modules.Organisation.Import;

/// <summary>Keeps what an import is about to change, in the transaction that changes it. Only the last import of people can be undone.</summary>
internal sealed class PeopleUndo(PeopleStaging staging)
{
    private const string Rows = PeopleStaging.Rows;

    /// <summary>Keeps the people who may change. Call before anything is changed.</summary>
    /// <param name="missing">The condition for people who leave because they are missing; empty where they stay.</param>
    public async Task KeepAsync(Instant now, string missing, CancellationToken ct)
    {
        var columns = string.Join(", ", Columns);
        await staging.ExecuteAsync("DELETE FROM people_before", ct);
        await staging.ExecuteAsync(
            $"""
            INSERT INTO people_before (person, is_new, version_after, at, {columns})
            SELECT id, FALSE, version, {Moment(now)}, {columns} FROM people
            WHERE id IN (SELECT person FROM {Rows} WHERE wins AND person IS NOT NULL) OR id IN (SELECT person FROM {PeopleStaging.Freed})
            OR email IN (SELECT shared_email FROM {Rows} WHERE shared_email IS NOT NULL){(missing.Length > 0 ? $" OR ({missing})" : "")}
            """, ct);
    }

    /// <summary>Forgets the people who did not change, and remembers the new ones. Call when everything is changed.</summary>
    public Task CompleteAsync(Instant now, CancellationToken ct) => staging.ExecuteAsync(
        $"""
        DELETE FROM people_before WHERE EXISTS (SELECT 1 FROM people p WHERE p.id = people_before.person AND p.version = people_before.version_after);
        UPDATE people_before SET version_after = (SELECT p.version FROM people p WHERE p.id = people_before.person);
        INSERT INTO people_before (person, is_new, version_after, at) SELECT s.id, TRUE, 0, {Moment(now)} FROM {Rows} s WHERE s.wins AND s.gone = 0 AND s.person IS NULL;
        """, ct);

    /// <summary>The columns that are kept, as both tables name them.</summary>
    public static IEnumerable<string> Columns => PersonBefore.Kept.Keys.Select(SnakeCase.Of);

    private static string Moment(Instant now) => now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
