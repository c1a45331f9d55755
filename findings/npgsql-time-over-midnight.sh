#!/usr/bin/env bash
# Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3 (NuGet); PGlite 0.5.16 (npm), which is PostgreSQL 18, runs what it writes.
#
# TimeOnly.IsBetween(start, end) is made for hours over midnight too: its documentation says that a start later than the end is a range that spans midnight, so
# 23:00 is between 22:00 and 06:00. In a query it becomes "time >= 22:00 AND time < 06:00", which is true of no time at all: quiet hours or a night shift find
# nobody, without an error. By day both agree. The provider for SQL Server wrote the same and was mended on its main branch (dotnet/efcore
# pull request 38740, August 2026), the one for SQLite does not translate it; of Npgsql no issue was found.
#
# What it means: for a range that may pass midnight, write the two comparisons with "or" yourself.
# Needs: dotnet (SDK 10), node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund @electric-sql/pglite@0.5.16 >/dev/null

mkdir net && cat > net/net.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="[10.0.3]" /></ItemGroup>
</Project>
X
cat > net/Program.cs <<'X'
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

using var postgres = new Database();
List<Shift> shifts = [.. new[] { 3, 9, 13, 23 }.Select(hour => new Shift { Id = hour, Time = new TimeOnly(hour, 0) })];

// One line for each: what it is, whom .NET finds, and the SQL that Npgsql writes.
void Ask(string what, Expression<Func<Shift, bool>> question) =>
    Console.WriteLine($"{what}\t{string.Join(' ', shifts.Where(question.Compile()).Select(s => s.Id))}\t{postgres.Shifts.Where(question).OrderBy(s => s.Id).Select(s => s.Id).ToQueryString().ReplaceLineEndings(" ")}");

Ask("from 9 to 17", s => s.Time.IsBetween(new TimeOnly(9, 0), new TimeOnly(17, 0)));
Ask("from 22 to 6", s => s.Time.IsBetween(new TimeOnly(22, 0), new TimeOnly(6, 0)));
Ask("not from 22 to 6", s => !s.Time.IsBetween(new TimeOnly(22, 0), new TimeOnly(6, 0)));

public sealed class Shift
{
    public int Id { get; set; }
    public TimeOnly Time { get; set; }
}

public sealed class Database : DbContext
{
    public DbSet<Shift> Shifts => Set<Shift>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseNpgsql("Host=nowhere");
}
X
cat > ask.mjs <<'X'
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
const postgres = new PGlite();
await postgres.exec(`CREATE TABLE "Shifts" ("Id" int, "Time" time); INSERT INTO "Shifts" VALUES (3, '03:00'), (9, '09:00'), (13, '13:00'), (23, '23:00')`);
for (const line of readFileSync('asked', 'utf8').trim().split('\n')) {
  const [what, net, sql] = line.split('\t');
  const { rows } = await postgres.query(sql, [], { rowMode: 'array' });
  console.log(`${what}: .NET finds ${net || 'nobody'}; PostgreSQL finds ${rows.flat().join(' ') || 'nobody'}    ${sql.replace(/.*(WHERE.*) ORDER.*/, '$1')}`);
}
X
dotnet run --project net -v q > asked
node ask.mjs | tee seen

diff seen - <<'X' && echo "As described."
from 9 to 17: .NET finds 9 13; PostgreSQL finds 9 13    WHERE s."Time" >= TIME '09:00:00' AND s."Time" < TIME '17:00:00'
from 22 to 6: .NET finds 3 23; PostgreSQL finds nobody    WHERE s."Time" >= TIME '22:00:00' AND s."Time" < TIME '06:00:00'
not from 22 to 6: .NET finds 9 13; PostgreSQL finds 3 9 13 23    WHERE NOT (s."Time" >= TIME '22:00:00' AND s."Time" < TIME '06:00:00')
X
