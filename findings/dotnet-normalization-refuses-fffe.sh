#!/usr/bin/env bash
# .NET 10 (System.Runtime, with ICU).
#
# U+FFFE is a noncharacter, and noncharacters are allowed in interchange (Unicode corrigendum 9): it is valid UTF-8, System.Text.Json writes and reads it, and
# Rune.IsValid says it is a scalar value. string.Normalize and string.IsNormalized throw ArgumentException ("invalid Unicode code points") for a text with
# it, in every form, and take all other 65 noncharacters, U+FFFF among them. Python's unicodedata and PostgreSQL's normalize() take all of them.
#
# What it means: a text from outside that passed every check of its encoding can still end a search, a sign-in or the import of a file with an exception.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > text.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Text;
using System.Text.Json;

int[] noncharacters = [.. Enumerable.Range(0xFDD0, 32), .. Enumerable.Range(0, 17).SelectMany(plane => new[] { (plane << 16) + 0xFFFE, (plane << 16) + 0xFFFF })];
var refused = noncharacters.Where(c => Enum.GetValues<NormalizationForm>().All(form => Refuses(char.ConvertFromUtf32(c), form))).ToList();
Console.WriteLine($"Refused in every form: {string.Join(", ", refused.Select(c => $"U+{c:X4}"))} of {noncharacters.Length} noncharacters");
Console.WriteLine($"A scalar value: {Rune.IsValid(0xFFFE)}");
var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
Console.WriteLine($"Valid UTF-8: {strict.GetString(strict.GetBytes("\uFFFE")) == "\uFFFE"}");
Console.WriteLine($"Through JSON: {JsonSerializer.Deserialize<string>(JsonSerializer.Serialize("\uFFFE")) == "\uFFFE"}");

static bool Refuses(string text, NormalizationForm form)
{
    try
    {
        text.Normalize(form);
        return false;
    }
    catch (ArgumentException)
    {
        return true;
    }
}
X
seen=$(dotnet run 2>&1)
expected='Refused in every form: U+FFFE of 66 noncharacters
A scalar value: True
Valid UTF-8: True
Through JSON: True'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Changed." >&2; exit 1; }
