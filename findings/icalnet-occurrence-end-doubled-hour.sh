#!/usr/bin/env bash
# Ical.Net 5.2.4 (NuGet).
#
# An event whose start has a time zone and whose end is in UTC is valid (RFC 5545, 3.8.2.2: an end in UTC or with a zone of its own). When it runs
# over the hour that clocks repeat in autumn, Ical.Net reads both properties right and then gives an occurrence that ends an hour too early: the event
# below is from 01:30 in Brussels (23:30Z) to 01:00Z, ninety minutes, and its occurrence ends at 00:00Z. The same event with both ends in UTC, or a day
# earlier, is right.
#
# What it means: write both ends in UTC where an event touches that hour, and do not take the end of an occurrence for that of the event.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > ical.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Ical.Net" Version="[5.2.4]" /></ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

// Both lines of each pair name the same two moments.
foreach (var (start, end, what) in new[]
{
    ("DTSTART:20271030T233000Z", "DTEND:20271031T010000Z", "both in UTC"),
    ("DTSTART;TZID=Europe/Brussels:20271031T013000", "DTEND:20271031T010000Z", "a local start, an end in UTC"),
    ("DTSTART;TZID=Europe/Brussels:20271030T013000", "DTEND:20271030T010000Z", "the same a day earlier"),
})
{
    var calendar = Calendar.Load($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20270101T000000Z\r\n{start}\r\n{end}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")!;
    var stored = calendar.Events.Single();
    var occurrence = calendar.GetOccurrences<CalendarEvent>().Single().Period;
    Console.WriteLine($"{what}: DTEND {stored.DtEnd!.AsUtc:HH:mm}Z; occurrence {occurrence.StartTime.AsUtc:HH:mm}Z to {occurrence.EffectiveEndTime!.AsUtc:HH:mm}Z");
}
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
both in UTC: DTEND 01:00Z; occurrence 23:30Z to 01:00Z
a local start, an end in UTC: DTEND 01:00Z; occurrence 23:30Z to 00:00Z
the same a day earlier: DTEND 01:00Z; occurrence 23:30Z to 01:00Z
X
