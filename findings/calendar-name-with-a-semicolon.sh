#!/usr/bin/env bash
# node-ical 0.26.1 and ts-ics 2.4.6 (npm), beside ical.js 2.2.1 (npm) and Ical.Net 5.2.4 (NuGet), which are right.
#
# A parameter of iCalendar in double quotes may hold colons, semicolons and commas, and one such as MEMBER is a list of quoted values (RFC 5545, 3.1 and
# 3.2.11; the second line below is like its example). node-ical and ts-ics split the parameters of a line at every semicolon, also inside quotes: of
# CN="Smit; Els" only "Smit is left, with its opening quote. Of a list, node-ical forgets the attendee together with the address and the answer, without
# an error, and ts-ics keeps a quote, a comma and a quote inside one value. Colons and commas in a single quoted value are read by both.
# node-ical had a similar fault with colons (issue 326, closed); of these no issue was found.
#
# What it means: write no semicolon into a name, and one address for each parameter; when an invitation has no attendee, look at its text.
# Needs: dotnet (SDK 10), node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund node-ical@0.26.1 ts-ics@2.4.6 ical.js@2.2.1 >/dev/null

cat > parameters.txt <<'X'
CN="Smit, Els";PARTSTAT=DECLINED
CN="Gent: Els";PARTSTAT=DECLINED
CN="Smit; Els";PARTSTAT=DECLINED
MEMBER="mailto:sales@company.example","mailto:gent@company.example";PARTSTAT=DECLINED
X
cat > read.mjs <<'X'
import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { convertIcsCalendar } from 'ts-ics';
for (const parameters of readFileSync('parameters.txt', 'utf8').trim().split('\n')) {
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', 'METHOD:REPLY', 'BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20261130T090000Z', 'DTSTART:20261207T090000Z',
    `ATTENDEE;${parameters}:mailto:els@company.example`, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');
  const shown = fields => JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
  const one = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent').getFirstProperty('attendee');
  console.log(`ical.js   ${parameters}: ${shown({ name: one.getParameter('cn'), member: one.getParameter('member'), answer: one.getParameter('partstat'), address: one.getFirstValue() })}`);
  const two = Object.values(nodeIcal.sync.parseICS(text)).find(e => e.type === 'VEVENT').attendee;
  console.log(`node-ical ${parameters}: ${two ? shown({ name: two.params.CN, member: two.params.MEMBER, answer: two.params.PARTSTAT, address: two.val }) : 'no attendee'}`);
  const three = convertIcsCalendar(undefined, text).events[0].attendees[0];
  console.log(`ts-ics    ${parameters}: ${shown({ name: three.name, member: three.member, answer: three.partstat, address: three.email })}`);
}
X
mkdir net && cat > net/net.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="Ical.Net" Version="[5.2.4]" /></ItemGroup>
</Project>
X
cat > net/Program.cs <<'X'
using Ical.Net;
foreach (var parameters in File.ReadAllLines("parameters.txt"))
{
    var text = string.Join("\r\n", "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "METHOD:REPLY", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20261130T090000Z", "DTSTART:20261207T090000Z",
        $"ATTENDEE;{parameters}:mailto:els@company.example", "END:VEVENT", "END:VCALENDAR", "");
    var one = Calendar.Load(text)!.Events[0].Attendees[0];
    Console.WriteLine($"Ical.Net  {parameters}: name {one.CommonName}, member {string.Join(" and ", one.Members ?? [])}, answer {one.ParticipationStatus}, address {one.Value}");
}
X
{ node read.mjs; dotnet run --project net -v q; } | tee seen

diff seen - <<'X' && echo "As described."
ical.js   CN="Smit, Els";PARTSTAT=DECLINED: {"name":"Smit, Els","answer":"DECLINED","address":"mailto:els@company.example"}
node-ical CN="Smit, Els";PARTSTAT=DECLINED: {"name":"Smit, Els","answer":"DECLINED","address":"mailto:els@company.example"}
ts-ics    CN="Smit, Els";PARTSTAT=DECLINED: {"name":"Smit, Els","answer":"DECLINED","address":"els@company.example"}
ical.js   CN="Gent: Els";PARTSTAT=DECLINED: {"name":"Gent: Els","answer":"DECLINED","address":"mailto:els@company.example"}
node-ical CN="Gent: Els";PARTSTAT=DECLINED: {"name":"Gent: Els","answer":"DECLINED","address":"mailto:els@company.example"}
ts-ics    CN="Gent: Els";PARTSTAT=DECLINED: {"name":"Gent: Els","answer":"DECLINED","address":"els@company.example"}
ical.js   CN="Smit; Els";PARTSTAT=DECLINED: {"name":"Smit; Els","answer":"DECLINED","address":"mailto:els@company.example"}
node-ical CN="Smit; Els";PARTSTAT=DECLINED: {"name":"\"Smit","answer":"DECLINED","address":"mailto:els@company.example"}
ts-ics    CN="Smit; Els";PARTSTAT=DECLINED: {"name":"\"Smit","answer":"DECLINED","address":"els@company.example"}
ical.js   MEMBER="mailto:sales@company.example","mailto:gent@company.example";PARTSTAT=DECLINED: {"member":["mailto:sales@company.example","mailto:gent@company.example"],"answer":"DECLINED","address":"mailto:els@company.example"}
node-ical MEMBER="mailto:sales@company.example","mailto:gent@company.example";PARTSTAT=DECLINED: no attendee
ts-ics    MEMBER="mailto:sales@company.example","mailto:gent@company.example";PARTSTAT=DECLINED: {"member":"sales@company.example\",\"gent@company.example","answer":"DECLINED","address":"els@company.example"}
Ical.Net  CN="Smit, Els";PARTSTAT=DECLINED: name Smit, Els, member , answer DECLINED, address mailto:els@company.example
Ical.Net  CN="Gent: Els";PARTSTAT=DECLINED: name Gent: Els, member , answer DECLINED, address mailto:els@company.example
Ical.Net  CN="Smit; Els";PARTSTAT=DECLINED: name Smit; Els, member , answer DECLINED, address mailto:els@company.example
Ical.Net  MEMBER="mailto:sales@company.example","mailto:gent@company.example";PARTSTAT=DECLINED: name , member mailto:sales@company.example and mailto:gent@company.example, answer DECLINED, address mailto:els@company.example
X
