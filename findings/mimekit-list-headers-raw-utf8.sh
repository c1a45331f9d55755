#!/usr/bin/env bash
# MimeKit 4.18.2 (NuGet).
#
# A message is written without SMTPUTF8 unless FormatOptions.International is set: MimeKit then turns every letter outside ASCII into an encoded
# word, and an address of a mailbox into punycode. The headers of mailing lists are left out of that: List-Unsubscribe (and List-Help, List-Archive,
# List-Post, List-Subscribe) go out as raw UTF-8 bytes, in a message that does not say so, which RFC 5322 does not allow and RFC 2369 neither
# (its addresses are URLs). Uri.AbsoluteUri gives such an address for every host that is not ASCII: it escapes the path and not the host.
#
# What it means: build the address with Uri.IdnHost before it goes into the header. Nothing warns: MimeKit reads its own message back unchanged.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > make.csproj <<'P'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="MimeKit" Version="[4.18.2]" /></ItemGroup>
</Project>
P
cat > Program.cs <<'P'
using MimeKit;
var address = new Uri("https://société.example/équipe").AbsoluteUri;
string[] names = ["Subject", "X-Stop", "List-Unsubscribe", "List-Help", "List-Archive", "List-Post", "List-Subscribe", "List-Id"];
foreach (var name in names)
{
    var header = new Header(name, $"<{address}>");
    Console.WriteLine($"{name}: {(header.RawValue.Any(b => b > 127) ? "raw bytes" : "ASCII")}");
}

var mail = new MimeMessage { Body = new TextPart("plain") { Text = "x" } };
mail.From.Add(new MailboxAddress("Rollout", "rollout@société.example"));
mail.Headers.Add(HeaderId.ListUnsubscribe, $"<{address}>");
using var written = new MemoryStream();
mail.WriteTo(FormatOptions.Default, written);
var lines = System.Text.Encoding.Latin1.GetString(written.ToArray()).Split('\n');
foreach (var line in lines.Where(l => l.StartsWith("From") || l.StartsWith("List")))
    Console.WriteLine(string.Concat(line.TrimEnd().Select(c => c > 127 ? $"\\x{(int)c:x2}" : c.ToString())));
P
dotnet run -v q | tee seen

diff seen - <<'P' && echo "As described."
Subject: ASCII
X-Stop: ASCII
List-Unsubscribe: raw bytes
List-Help: raw bytes
List-Archive: raw bytes
List-Post: raw bytes
List-Subscribe: raw bytes
List-Id: ASCII
From: Rollout <rollout@xn--socit-esab.example>
List-Unsubscribe: <https://soci\xc3\xa9t\xc3\xa9.example/%C3%A9quipe>
P
