#!/usr/bin/env bash
# Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3, beside Microsoft.EntityFrameworkCore.Sqlite 10.0.15 (NuGet); PGlite 0.5.16 (npm), which is PostgreSQL 18, runs
# what Npgsql writes.
#
# DateTime.Second is 0 to 59, and a conversion from double or decimal to int cuts the fraction off (C# language specification, 10.3.2). In a query
# Npgsql writes both as a cast to integer, and PostgreSQL's cast rounds (PostgreSQL documentation, 8.1). So a moment half a second before a full minute is in
# second 60, and (int)3.7 is 4; SQLite answers as .NET does. Hour and Minute have no fraction, so they are right, and a sum of the parts is off only sometimes.
# Npgsql's list of translations shows the casts and not what comes of them; no issue about it was found.
#
# What it means: write Math.Floor or Math.Truncate inside the cast, and take seconds of a moment after it was read.
# Needs: dotnet (SDK 10), node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.16 >/dev/null

mkdir net && cat > net/net.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="[10.0.15]" />
    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="[10.0.3]" />
  </ItemGroup>
</Project>
X
cat > net/Program.cs <<'X'
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

var row = new Row { Id = 1, At = new DateTime(2027, 1, 31, 23, 59, 59, 600), Share = 3.7, Sum = 2.5m };
using var sqlite = new Database(d => d.UseSqlite("Data Source=:memory:"));
using var postgres = new Database(d => d.UseNpgsql("Host=nowhere"));
sqlite.Database.OpenConnection();
sqlite.Database.EnsureCreated();
sqlite.Add(row);
sqlite.SaveChanges();

// One line for each: what it is, what .NET and SQLite say, and the SQL that Npgsql writes.
void Ask(string what, Expression<Func<Row, int>> question) =>
    Console.WriteLine($"{what}\t.NET {question.Compile()(row)}, SQLite {sqlite.Rows.Select(question).Single()}\t{postgres.Rows.Select(question).ToQueryString().ReplaceLineEndings(" ")}");

Ask("At.Minute", r => r.At.Minute);
Ask("At.Second", r => r.At.Second);
Ask("(int)Share", r => (int)r.Share);
Ask("(int)Sum", r => (int)r.Sum);
Ask("(int)-Share", r => (int)-r.Share);
Ask("(int)Math.Truncate(Share)", r => (int)Math.Truncate(r.Share));

public sealed class Row
{
    public int Id { get; set; }
    public DateTime At { get; set; }
    public double Share { get; set; }
    public decimal Sum { get; set; }
}

public sealed class Database(Action<DbContextOptionsBuilder> on) : DbContext
{
    public DbSet<Row> Rows => Set<Row>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => on(options);
}
X
cat > ask.mjs <<'X'
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
const postgres = new PGlite();
await postgres.exec(`CREATE TABLE "Rows" ("Id" int, "At" timestamptz, "Share" double precision, "Sum" numeric);
  INSERT INTO "Rows" VALUES (1, '2027-01-31 23:59:59.600Z', 3.7, 2.5)`);
for (const line of readFileSync('asked', 'utf8').trim().split('\n')) {
  const [what, others, sql] = line.split('\t');
  const { rows } = await postgres.query(sql, [], { rowMode: 'array' });
  console.log(`${what}: ${others}, PostgreSQL ${rows[0][0]}    ${sql.replace(/ FROM.*/, '')}`);
}
X
dotnet run --project net -v q > asked
node ask.mjs | tee seen

diff seen - <<'X' && echo "As described."
At.Minute: .NET 59, SQLite 59, PostgreSQL 59    SELECT date_part('minute', r."At" AT TIME ZONE 'UTC')::int
At.Second: .NET 59, SQLite 59, PostgreSQL 60    SELECT date_part('second', r."At" AT TIME ZONE 'UTC')::int
(int)Share: .NET 3, SQLite 3, PostgreSQL 4    SELECT r."Share"::int
(int)Sum: .NET 2, SQLite 2, PostgreSQL 3    SELECT r."Sum"::int
(int)-Share: .NET -3, SQLite -3, PostgreSQL -4    SELECT CAST(-r."Share" AS integer)
(int)Math.Truncate(Share): .NET 3, SQLite 3, PostgreSQL 3    SELECT trunc(r."Share")::int
X
