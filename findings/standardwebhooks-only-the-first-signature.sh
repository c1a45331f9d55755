#!/usr/bin/env bash
# StandardWebhooks 1.1.2 (NuGet), beside standardwebhooks 1.1.1 (npm).
#
# Standard Webhooks: the header webhook-signature is a list, separated by spaces, of signatures each with its version; a sender that changes its secret signs
# with both for a while, and the receiver takes the message when any of them is right and passes over versions that it does not know. The library for
# .NET looks at the first alone: a message whose second signature is the right one is refused, and so is one that has a signature of another kind
# (v1a, by a public key) before it. The library for JavaScript takes them all in any order. No issue about it was found.
#
# What it means: a sender puts the v1 signature by the secret that receivers are likely to have first, and sends one wherever one will do.
# Needs: dotnet (SDK 10), node and npm. Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
npm init -y >/dev/null && npm install --silent --no-audit --no-fund standardwebhooks@1.1.1 >/dev/null

mkdir net && cat > net/net.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup><PackageReference Include="StandardWebhooks" Version="[1.1.2]" /></ItemGroup>
</Project>
X
cat > net/Program.cs <<'X'
using System.Security.Cryptography;
using System.Text;
using StandardWebhooks;
using StandardWebhooks.Diagnostics;

byte[] present = [.. Enumerable.Range(1, 32).Select(i => (byte)i)], former = [.. Enumerable.Range(101, 32).Select(i => (byte)i)];
var (id, time, body) = ("msg_1", DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(), """{"type":"wave.live"}""");
string By(byte[] secret) => "v1," + Convert.ToBase64String(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}.{time}.{body}")));
var another = "v1a," + Convert.ToBase64String(new byte[64]);

foreach (var (what, signatures) in new[]
{
    ("one", By(present)), ("right, former", $"{By(present)} {By(former)}"), ("former, right", $"{By(former)} {By(present)}"),
    ("right, v1a", $"{By(present)} {another}"), ("v1a, right", $"{another} {By(present)}"), ("former alone", By(former)),
})
{
    var taken = "taken";
    try
    {
        new StandardWebhook("whsec_" + Convert.ToBase64String(present)).Verify(body, new HeaderDictionary { ["webhook-id"] = id, ["webhook-timestamp"] = time, ["webhook-signature"] = signatures });
    }
    catch (WebhookVerificationException)
    {
        taken = "refused";
    }

    Console.WriteLine($"{what}\t{taken}\t{Convert.ToBase64String(present)}\t{id}\t{time}\t{signatures}\t{body}");
}
X
cat > verify.mjs <<'X'
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';
for (const line of readFileSync('verified', 'utf8').trim().split('\n')) {
  const [what, net, secret, id, time, signatures, body] = line.split('\t');
  let taken = 'taken';
  try {
    new Webhook('whsec_' + secret).verify(body, { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures });
  } catch {
    taken = 'refused';
  }
  console.log(`${what}: .NET ${net}, JavaScript ${taken}`);
}
X
dotnet run --project net -v q > verified
node verify.mjs | tee seen

diff seen - <<'X' && echo "As described."
one: .NET taken, JavaScript taken
right, former: .NET taken, JavaScript taken
former, right: .NET refused, JavaScript taken
right, v1a: .NET taken, JavaScript taken
v1a, right: .NET refused, JavaScript taken
former alone: .NET refused, JavaScript refused
X
