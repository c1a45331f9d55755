#!/usr/bin/env bash
# NodaTime 3.3.7 (NuGet; its zone data is 2026f) beside .NET's own TimeZoneInfo.
#
# Since the zone data of 2022 merged zones that agree from 1970 on, Europe/Amsterdam, Europe/Luxembourg, Europe/Monaco and Europe/Copenhagen
# are only other names for a zone in another country. Making an id canonical (TzdbDateTimeZoneSource.CanonicalIdMap), a common step before
# comparing or storing ids, and then asking for the Windows zone that Outlook and Exchange write into invitations gives another one than the id
# that was asked: Amsterdam becomes "Romance Standard Time" (Paris, Brussels), Copenhagen "W. Europe Standard Time". Both sides are right by
# themselves. The offsets agree; what people read in their calendar ("Brussels, Copenhagen, Madrid, Paris") is a city of another country,
# and an id compared by its Windows name no longer equals itself.
#
# What it means: keep the id that people chose, map that one to Windows, and never store the canonical one.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > zones.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="NodaTime" Version="[3.3.7]" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using NodaTime.TimeZones;
var source = TzdbDateTimeZoneSource.Default;
foreach (var id in new[] { "Europe/Amsterdam", "Europe/Luxembourg", "Europe/Monaco", "Europe/Copenhagen", "Europe/Brussels" })
{
    var canonical = source.CanonicalIdMap[id];
    TimeZoneInfo.TryConvertIanaIdToWindowsId(id, out var asked);
    TimeZoneInfo.TryConvertIanaIdToWindowsId(canonical, out var converted);
    Console.WriteLine($"{id}: {asked}; canonical {canonical}: {converted}; {(asked == converted ? "same" : "another")}");
}
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
Europe/Amsterdam: W. Europe Standard Time; canonical Europe/Brussels: Romance Standard Time; another
Europe/Luxembourg: W. Europe Standard Time; canonical Europe/Brussels: Romance Standard Time; another
Europe/Monaco: W. Europe Standard Time; canonical Europe/Paris: Romance Standard Time; another
Europe/Copenhagen: Romance Standard Time; canonical Europe/Berlin: W. Europe Standard Time; another
Europe/Brussels: Romance Standard Time; canonical Europe/Brussels: Romance Standard Time; same
X
