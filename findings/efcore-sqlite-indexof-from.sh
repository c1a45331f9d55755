#!/usr/bin/env bash
# Microsoft.EntityFrameworkCore.Sqlite 10.0.15 (NuGet).
#
# string.IndexOf(value, startIndex) is -1 when the value does not occur from there on. In a query on SQLite it is startIndex - 1 then: the SQL adds the
# start to a search in the rest of the text also when nothing was found. So "has it a second dot" by "IndexOf('.', from) >= 0" is true of every
# row, and "== -1" of none. With a start of 0, and without a start, it is right. The provider for PostgreSQL does not translate it. It is mended on the main
# branch (dotnet/efcore pull request 38729, July 2026), not in 10.0.
#
# What it means: cut the text with Substring and ask that for IndexOf or Contains.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > indexof.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Microsoft.EntityFrameworkCore.Sqlite" Version="[10.0.15]" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

using var sqlite = new Database();
sqlite.Database.OpenConnection();
sqlite.Database.EnsureCreated();
List<Text> texts = [new() { Value = "jan@company.example" }, new() { Value = "jan@mail.company.example" }, new() { Value = "postmaster" }];
sqlite.AddRange(texts);
sqlite.SaveChanges();

void Ask(string what, Expression<Func<Text, int>> question)
{
    var query = sqlite.Texts.OrderBy(t => t.Id).Select(question);
    Console.WriteLine($"{what}: .NET {string.Join(' ', texts.Select(question.Compile()))}, SQLite {string.Join(' ', query)}    {query.ToQueryString().Split(Environment.NewLine)[0]}");
}

Ask("IndexOf(\".\")", t => t.Value.IndexOf("."));
Ask("IndexOf(\".\", 0)", t => t.Value.IndexOf(".", 0));
Ask("IndexOf(\".\", 8)", t => t.Value.IndexOf(".", 8));
Ask("IndexOf(\"@\", 8)", t => t.Value.IndexOf("@", 8));
Ask("Substring(8).IndexOf(\"@\")", t => t.Value.Substring(8).IndexOf("@"));
Console.WriteLine($"with an @ from the ninth letter on: .NET {texts.Count(t => t.Value.IndexOf("@", 8) >= 0)}, SQLite {sqlite.Texts.Count(t => t.Value.IndexOf("@", 8) >= 0)}");

public sealed class Text
{
    public int Id { get; set; }
    public string Value { get; set; } = "";
}

public sealed class Database : DbContext
{
    public DbSet<Text> Texts => Set<Text>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite("Data Source=:memory:");
}
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
IndexOf("."): .NET 11 8 -1, SQLite 11 8 -1    SELECT instr("t"."Value", '.') - 1
IndexOf(".", 0): .NET 11 8 -1, SQLite 11 8 -1    SELECT (instr(substr("t"."Value", 0 + 1), '.') - 1) + 0
IndexOf(".", 8): .NET 11 8 -1, SQLite 11 8 7    SELECT (instr(substr("t"."Value", 8 + 1), '.') - 1) + 8
IndexOf("@", 8): .NET -1 -1 -1, SQLite 7 7 7    SELECT (instr(substr("t"."Value", 8 + 1), '@') - 1) + 8
Substring(8).IndexOf("@"): .NET -1 -1 -1, SQLite -1 -1 -1    SELECT instr(substr("t"."Value", 8 + 1), '@') - 1
with an @ from the ninth letter on: .NET 0, SQLite 3
X
