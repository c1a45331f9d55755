using Microsoft.EntityFrameworkCore;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting;

/// <summary>What a database says of itself.</summary>
internal static class DatabaseCatalogue
{
    /// <summary>The number of rows of each table.</summary>
    public static async Task<SortedDictionary<string, long>> RowsAsync(TestDatabase database)
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

    /// <summary>How tables, indexes and constraints are defined. SQLite keeps the very statements; PostgreSQL's catalogue says the same.</summary>
    public static async Task<List<string>> TablesAsync(TestDatabase database)
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
