#!/usr/bin/env bash
# QRCoder 1.8.1 (NuGet), PayloadGenerator.CalendarEvent; read by ical.js 2.2.1 and node-ical 0.26.1 (npm).
#
# The payload for "add this event to your calendar" is made of the given texts as they are. iCalendar (RFC 5545, 3.3.11) wants a comma, a
# semicolon, a backslash and a line break in a text escaped. A description of two lines therefore ends after the first: the second becomes a
# line of the file, and where it holds a colon ("Route: parking P2") both readers take it for a property named ROUTE. Nobody says a word.
# Also missing, though required of an event in a file: UID, DTSTAMP, PRODID.
#
# What it means: escape the texts yourself before they go in, or give a QR code the address of a file made by a calendar library.
# Needs: dotnet (SDK 10), node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

mkdir make && cat > make/make.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="QRCoder" Version="[1.8.1]" /></ItemGroup>
</Project>
X
cat > make/Program.cs <<'X'
using QRCoder;
var starts = new DateTime(2026, 12, 7, 10, 0, 0);
Console.Write(new PayloadGenerator.CalendarEvent(
    "Your first day", "Coffee from 9:30\nRoute: parking P2; lift", "Gent, room 2", starts, starts.AddHours(2), false,
    PayloadGenerator.CalendarEvent.EventEncoding.iCalComplete));
X
dotnet run --project make -v q > event.ics

npm init -y >/dev/null && npm install --silent --no-audit --no-fund ical.js@2.2.1 node-ical@0.26.1 >/dev/null
cat > read.mjs <<'X'
import fs from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
const text = fs.readFileSync('event.ics', 'utf8');
const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent');
for (const name of ['description', 'route', 'uid']) console.log('ical.js', name, '=', event.getFirstPropertyValue(name));
const other = Object.values(nodeIcal.sync.parseICS(text)).find(e => e.type === 'VEVENT');
for (const name of ['description', 'route']) console.log('node-ical', name, '=', other[name]);
X
node read.mjs | tee seen

diff seen - <<'X' && echo "As described."
ical.js description = Coffee from 9:30
ical.js route =  parking P2; lift
ical.js uid = null
node-ical description = Coffee from 9:30
node-ical route =  parking P2; lift
X
