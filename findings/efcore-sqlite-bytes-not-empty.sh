#!/usr/bin/env bash
# Microsoft.EntityFrameworkCore.Sqlite 10.0.15 beside Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3 (NuGet). No database is needed: only SQL is made.
#
# A comparison of the length of a byte[] that asks whether it is empty (Length > 0, Length != 0) is rewritten to Any() before it is translated. The provider of
# SQLite has no translation for Any() over bytes, so exactly these two ways to write it are refused ("could not be translated"), while Length >= 1,
# Length > 1 and Length == 0 become length(column). PostgreSQL's provider translates all of them.
#
# What it means: a query that is tried on PostgreSQL alone fails on SQLite when it runs; write Length >= 1.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > ef.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="[10.0.15]" />
    <PackageReference Include="Npgsql.EntityFrameworkCore.PostgreSQL" Version="[10.0.3]" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Microsoft.EntityFrameworkCore;

See("Length > 0", db => db.Files.Where(f => f.Content.Length > 0));
See("Length != 0", db => db.Files.Where(f => f.Content.Length != 0));
See("Length >= 1", db => db.Files.Where(f => f.Content.Length >= 1));
See("Length == 0", db => db.Files.Where(f => f.Content.Length == 0));
See("Length > 1", db => db.Files.Where(f => f.Content.Length > 1));
See("Any()", db => db.Files.Where(f => f.Content.Any()));

static void See(string what, Func<Db, IQueryable<Stored>> query)
{
    foreach (var (name, db) in new (string, Db)[] { ("SQLite", new Db(o => o.UseSqlite("Data Source=x.db"))), ("PostgreSQL", new Db(o => o.UseNpgsql("Host=x"))) })
    {
        try
        {
            var sql = query(db).ToQueryString();
            Console.WriteLine($"{what}, {name}: {sql[(sql.IndexOf("WHERE") + 6)..].Trim()}");
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine($"{what}, {name}: {(e.Message.Contains("could not be translated") ? "could not be translated" : e.Message)}");
        }
    }
}

public class Stored { public int Id { get; set; } public byte[] Content { get; set; } = []; }

public class Db(Action<DbContextOptionsBuilder> use) : DbContext
{
    public DbSet<Stored> Files => Set<Stored>();
    protected override void OnConfiguring(DbContextOptionsBuilder options) => use(options);
}
X
seen=$(dotnet run 2>&1)
expected='Length > 0, SQLite: could not be translated
Length > 0, PostgreSQL: length(f."Content") > 0
Length != 0, SQLite: could not be translated
Length != 0, PostgreSQL: length(f."Content") > 0
Length >= 1, SQLite: length("f"."Content") >= 1
Length >= 1, PostgreSQL: length(f."Content") >= 1
Length == 0, SQLite: length("f"."Content") = 0
Length == 0, PostgreSQL: length(f."Content") = 0
Length > 1, SQLite: length("f"."Content") > 1
Length > 1, PostgreSQL: length(f."Content") > 1
Any(), SQLite: could not be translated
Any(), PostgreSQL: length(f."Content") > 0'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Changed." >&2; exit 1; }
