using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Rollout.App.Persistence;

/// <summary>The state of a database compared with what this version of the program expects.</summary>
/// <param name="Pending">Migrations of this version that have not been applied yet.</param>
/// <param name="Unknown">Applied migrations that this version does not have: a newer version applied them.</param>
/// <param name="Differences">Differences from the model; not compared while migrations are pending or unknown.</param>
public sealed record SchemaStatus(IReadOnlyList<string> Pending, IReadOnlyList<string> Unknown, IReadOnlyList<SchemaDifference> Differences)
{
    public bool IsCurrent => Pending.Count == 0 && Unknown.Count == 0 && Differences.Count == 0;
}

/// <summary>A difference between the database and the model.</summary>
/// <param name="Name">The table, or the column or index qualified by its table: <c>people.email</c>.</param>
/// <param name="Expected">The column type or index columns in the model.</param>
/// <param name="Actual">The column type or index columns in the database.</param>
public sealed record SchemaDifference(SchemaDifferenceKind Kind, string Name, string Expected = "", string Actual = "");

public enum SchemaDifferenceKind
{
    MissingTable,
    MissingColumn,
    OtherColumn,
    UnknownColumn,
    MissingIndex,
    OtherIndex,
}

/// <summary>
/// Compares the actual tables, columns and indexes with the model, because the migration history only says what was once applied. Tables and indexes that
/// the model does not know are ignored: an operator may have added them.
/// </summary>
public sealed class DatabaseSchema(IDbContextFactory<RolloutDb> dbs)
{
    private const string SqliteColumns =
        """SELECT t.name AS "Table", c.name AS "Name", c.type || iif(c."notnull", ' NOT NULL', '') AS "Definition" FROM sqlite_master t JOIN pragma_table_xinfo(t.name) c WHERE t.type = 'table'""";

    private const string SqliteIndexes =
        """
        SELECT t.name AS "Table", i.name AS "Name", iif(i."unique", 'unique ', '')
            || coalesce((SELECT group_concat(c.name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) c), '') || iif(i.partial, ' where …', '') AS "Definition"
        FROM sqlite_master t JOIN pragma_index_list(t.name) i WHERE t.type = 'table'
        """;

    private const string PostgresColumns =
        """
        SELECT t.relname AS "Table", c.attname AS "Name", format_type(c.atttypid, c.atttypmod) || CASE WHEN c.attnotnull THEN ' NOT NULL' ELSE '' END AS "Definition"
        FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
        WHERE t.relkind IN ('r', 'p') AND t.relnamespace = current_schema()::regnamespace
        """;

    private const string PostgresIndexes =
        """
        SELECT t.relname AS "Table", i.relname AS "Name", CASE WHEN x.indisunique THEN 'unique ' ELSE '' END
            || array_to_string(ARRAY(SELECT c.attname FROM unnest(x.indkey) WITH ORDINALITY k(number, place) JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum = k.number
                WHERE k.place <= x.indnkeyatts ORDER BY k.place), ',') || CASE WHEN x.indpred IS NULL THEN '' ELSE ' where …' END AS "Definition"
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
        WHERE x.indisvalid AND t.relnamespace = current_schema()::regnamespace
        """;

    public async Task<SchemaStatus> CompareAsync(CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var history = await HistoryAsync(db, ct);
        return history.IsCurrent ? history with { Differences = await DifferencesAsync(db, ct) } : history;
    }

    /// <summary>Compares the migrations alone, which is quick: the program does so each time it starts.</summary>
    public static async Task<SchemaStatus> HistoryAsync(RolloutDb db, CancellationToken ct)
    {
        List<string> known = [.. db.Database.GetMigrations()], applied = [.. await db.Database.GetAppliedMigrationsAsync(ct)];
        return new SchemaStatus([.. known.Except(applied)], [.. applied.Except(known)], []);
    }

    private static async Task<IReadOnlyList<SchemaDifference>> DifferencesAsync(RolloutDb db, CancellationToken ct)
    {
        var columns = (await db.Database.SqlQueryRaw<Part>(db.IsSqlite ? SqliteColumns : PostgresColumns).ToListAsync(ct)).ToLookup(c => c.Table);
        var indexes = (await db.Database.SqlQueryRaw<Part>(db.IsSqlite ? SqliteIndexes : PostgresIndexes).ToListAsync(ct)).ToLookup(i => i.Table);
        return [.. db.Model.GetRelationalModel().Tables.SelectMany(table => Compare(table, columns[table.Name], indexes[table.Name]))];
    }

    private static IEnumerable<SchemaDifference> Compare(ITable table, IEnumerable<Part> columns, IEnumerable<Part> indexes)
    {
        var (there, indexed) = (columns.ToDictionary(c => c.Name, c => c.Definition), indexes.ToDictionary(i => i.Name, i => i.Definition));
        if (there.Count == 0)
        {
            return [new SchemaDifference(SchemaDifferenceKind.MissingTable, table.Name)];
        }

        var expected = table.Columns.Select(c => new Part(table.Name, c.Name, c.StoreType + (c.IsNullable ? "" : " NOT NULL"))).ToList();
        return
        [
            .. Differing(expected, there, SchemaDifferenceKind.MissingColumn, SchemaDifferenceKind.OtherColumn),
            .. there.Keys.Except(expected.Select(c => c.Name)).Select(name => new SchemaDifference(SchemaDifferenceKind.UnknownColumn, $"{table.Name}.{name}")),
            .. Differing(table.Indexes.Select(i => new Part(table.Name, i.Name, Definition(i))), indexed, SchemaDifferenceKind.MissingIndex, SchemaDifferenceKind.OtherIndex),
        ];
    }

    private static IEnumerable<SchemaDifference> Differing(IEnumerable<Part> expected, Dictionary<string, string> there, SchemaDifferenceKind missing, SchemaDifferenceKind other) =>
        from part in expected
        let actual = there.GetValueOrDefault(part.Name)
        where !string.Equals(actual, part.Definition, StringComparison.OrdinalIgnoreCase)
        select actual is null ? new SchemaDifference(missing, $"{part.Table}.{part.Name}") : new SchemaDifference(other, $"{part.Table}.{part.Name}", part.Definition, actual);

    private static string Definition(ITableIndex index) =>
        $"{(index.IsUnique ? "unique " : "")}{string.Join(',', index.Columns.Select(c => c.Name))}{(index.Filter is null ? "" : " where …")}";

    /// <summary>A column or an index.</summary>
    private sealed record Part(string Table, string Name, string Definition);
}
