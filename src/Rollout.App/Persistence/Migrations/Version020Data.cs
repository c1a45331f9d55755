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
        // Credits that rest only on facts or claims are provisional from now on; those of closed seasons stay as they were shown.
        migrationBuilder.Sql("UPDATE profile_definitions SET counts_facts = counts_confirmations");
        migrationBuilder.Sql(
            """
            UPDATE credits SET provisional = NOT EXISTS (
                SELECT 1 FROM profile_evidence e WHERE e.colleague = credits.colleague AND e.counts AND e.kind IN ('SignedIn', 'PersonalLink', 'Observed'))
            WHERE season IS NULL
            """);

        // Tickets of 0.1.0 get the code by which feedback is given from now on.
        const string signs = "'3479ACDEFHJKMNPQ'";
        var code = migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL"
            ? $"translate(left(gen_random_uuid()::text, 8), '0123456789abcdef', {signs})"
            : string.Join(" || ", Enumerable.Repeat($"substr({signs}, 1 + (random() & 15), 1)", 8));
        migrationBuilder.Sql($"UPDATE registrations SET ticket_code = {code}");
    }
}
