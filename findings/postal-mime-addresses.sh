#!/usr/bin/env bash
# postal-mime 4.0.0 (npm), beside mailparser 3.14.2 (npm) and MimeKit 4.18.2 (NuGet): addresses of RFC 5322.
#
# A mailbox may have comments around each of its parts (RFC 5322, 3.2.2 and 3.4); the last line below is the example of appendix A.5. postal-mime
# leaves a comment inside the angle brackets in the address, and one with an escaped bracket ends early and becomes part of
# the name. mailparser and MimeKit read all of them. No issue about it was found.
#
# What it means: an address from postal-mime is checked before something is sent to it.
# Needs: dotnet (SDK 10), node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund postal-mime@4.0.0 mailparser@3.14.2 >/dev/null

cat > addresses.txt <<'X'
Jan Smit <jan@company.example>
jan@company.example (Jan Smit)
Jan <jan(at work)@company.example>
Pete(A nice \) chap) <pete(his account)@silly.test(his host)>
X
cat > read.mjs <<'X'
import { readFileSync } from 'node:fs';
import PostalMime from 'postal-mime';
import { simpleParser } from 'mailparser';
for (const address of readFileSync('addresses.txt', 'utf8').trim().split('\n')) {
  const mail = `To: ${address}\r\n\r\nx\r\n`;
  const shown = to => to.map(one => `[${one.name}] [${one.address}]`).join(' and ');
  console.log(`postal-mime ${address}: ${shown((await PostalMime.parse(mail)).to)}`);
  console.log(`mailparser  ${address}: ${shown((await simpleParser(mail)).to.value)}`);
}
X
mkdir net && cat > net/net.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="MimeKit" Version="[4.18.2]" /></ItemGroup>
</Project>
X
cat > net/Program.cs <<'X'
using MimeKit;
foreach (var address in File.ReadAllLines("addresses.txt"))
{
    Console.WriteLine($"MimeKit     {address}: " + string.Join(" and ", InternetAddressList.Parse(address).Mailboxes.Select(m => $"[{m.Name}] [{m.Address}]")));
}
X
{ node read.mjs; dotnet run --project net -v q; } | tee seen

diff seen - <<'X' && echo "As described."
postal-mime Jan Smit <jan@company.example>: [Jan Smit] [jan@company.example]
mailparser  Jan Smit <jan@company.example>: [Jan Smit] [jan@company.example]
postal-mime jan@company.example (Jan Smit): [Jan Smit] [jan@company.example]
mailparser  jan@company.example (Jan Smit): [Jan Smit] [jan@company.example]
postal-mime Jan <jan(at work)@company.example>: [Jan] [jan(at work)@company.example]
mailparser  Jan <jan(at work)@company.example>: [Jan] [jan@company.example]
postal-mime Pete(A nice \) chap) <pete(his account)@silly.test(his host)>: [Pete chap)] [pete(his account)@silly.test(his host)]
mailparser  Pete(A nice \) chap) <pete(his account)@silly.test(his host)>: [Pete] [pete@silly.test]
MimeKit     Jan Smit <jan@company.example>: [Jan Smit] [jan@company.example]
MimeKit     jan@company.example (Jan Smit): [Jan Smit] [jan@company.example]
MimeKit     Jan <jan(at work)@company.example>: [Jan] [jan@company.example]
MimeKit     Pete(A nice \) chap) <pete(his account)@silly.test(his host)>: [Pete] [pete@silly.test]
X
