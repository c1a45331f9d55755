#!/usr/bin/env bash
# Microsoft.EntityFrameworkCore.Sqlite 10.0.15 (NuGet).
#
# MigrateAsync first looks whether the database exists, on a connection of its own with Mode=ReadOnly. Interceptors of the context run on that connection
# too, and nothing in the event tells it from the others. One that sets the journal mode when a connection is opened ("PRAGMA journal_mode = wal", the
# usual way to have WAL) works for every query, for a new database, and for one that is in WAL mode already; migrating an existing database that is not
# (made by a tool, restored by VACUUM INTO) fails with "attempt to write a readonly database".
#
# What it means: an interceptor that changes settings of the file must leave connections alone whose connection string says Mode=ReadOnly.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > ef.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="[10.0.15]" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

async Task SeeAsync(string what, Func<Db, Task> act)
{
    // A database in SQLite's own journal mode (delete), made by something else.
    SqliteConnection.ClearAllPools();
    File.Delete("there.db");
    using (var made = new SqliteConnection("Data Source=there.db;Pooling=False"))
    {
        made.Open();
        using var create = made.CreateCommand();
        create.CommandText = "CREATE TABLE other (id INTEGER)";
        create.ExecuteNonQuery();
    }

    Wal.Opened.Clear();
    await using var db = new Db();
    try
    {
        await act(db);
        Console.WriteLine($"{what}: done, opened {string.Join(", ", Wal.Opened)}");
    }
    catch (SqliteException e)
    {
        Console.WriteLine($"{what}: {e.Message} Opened {string.Join(", ", Wal.Opened)}");
    }
}

await SeeAsync("A query", db => db.Database.ExecuteSqlRawAsync("INSERT INTO other VALUES (1)"));
await SeeAsync("Migrating", db => db.Database.MigrateAsync());
await SeeAsync("Migrating where the file is gone", db =>
{
    File.Delete("there.db");
    return db.Database.MigrateAsync();
});

sealed class Db : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite("Data Source=there.db").AddInterceptors(new Wal());
}

[DbContext(typeof(Db)), Migration("1_First")]
sealed class First : Migration
{
    protected override void Up(MigrationBuilder builder) => builder.Sql("CREATE TABLE things (id INTEGER)");
}

sealed class Wal : DbConnectionInterceptor
{
    public static readonly List<string> Opened = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        Opened.Add(new SqliteConnectionStringBuilder(connection.ConnectionString).Mode.ToString());
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA journal_mode = wal";
        pragma.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
A query: done, opened ReadWriteCreate
Migrating: SQLite Error 8: 'attempt to write a readonly database'. Opened ReadOnly
Migrating where the file is gone: done, opened ReadWriteCreate, ReadWriteCreate, ReadOnly
X
