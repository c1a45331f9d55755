using Microsoft.EntityFrameworkCore.Migrations;

namespace Rollout.App.Persistence.Migrations;

/// <summary>
/// The data migration from 0.1.0, in SQL. It runs after new tables and columns are added, in the same transaction. On SQLite, tables that have to be
/// rebuilt (a changed column, a new check or foreign key) are rebuilt after it.
/// </summary>
internal static class Version020Data
{
    public static void Up(MigrationBuilder migrationBuilder)
    {
    }
}
