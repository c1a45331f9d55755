#!/usr/bin/env bash
# QRCoder 1.8.1 (NuGet); read by jsQR 1.4.0 and @zxing/library 0.21.3 (npm), the readers behind most scanners that run in a browser.
#
# By default QRCoder writes a text as ISO 8859-1 when every letter fits, and as UTF-8 otherwise, and in neither case says which (no ECI). Both
# readers take bytes for UTF-8 or something else by their looks. So "Prix 5 €" is read, and "Zoë Peeters", whose letters are more usual, is not:
# jsQR finds the code and answers with an empty text, @zxing/library with an exception. An address is hit too: Uri.AbsoluteUri escapes the path
# but leaves a host in its own letters (https://société.example). With forceUtf8 or EciMode.Utf8 both read everything.
#
# What it means: encode ASCII alone (Uri.IdnHost for the host), or pass forceUtf8: true. An empty text from jsQR is not "no code in sight".
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
var texts = new[] { "Prix 5 €", "Zoë Peeters", "Été à Liège", new Uri("https://société.example/équipe").AbsoluteUri };
for (var i = 0; i < texts.Length; i++)
{
    Write($"{i}-default", new QRCodeGenerator().CreateQrCode(texts[i], QRCodeGenerator.ECCLevel.M));
    Write($"{i}-utf8", new QRCodeGenerator().CreateQrCode(texts[i], QRCodeGenerator.ECCLevel.M, forceUtf8: true));
}

static void Write(string name, QRCodeData code) => File.WriteAllBytes(name + ".png", new PngByteQRCode(code).GetGraphic(8));
X
dotnet run --project make -v q

npm init -y >/dev/null && npm install --silent --no-audit --no-fund jsqr@1.4.0 @zxing/library@0.21.3 pngjs@7.0.0 >/dev/null
cat > read.mjs <<'X'
import fs from 'node:fs';
import jsqr from 'jsqr';
import { BinaryBitmap, DecodeHintType, HybridBinarizer, QRCodeReader, RGBLuminanceSource } from '@zxing/library';
import { PNG } from 'pngjs';

for (const file of fs.readdirSync('.').filter(name => name.endsWith('.png')).sort()) {
  const { data, width, height } = PNG.sync.read(fs.readFileSync(file));
  const grey = Uint8ClampedArray.from({ length: width * height }, (_, i) => data[4 * i]);
  let zxing;
  try {
    const bitmap = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, width, height)));
    zxing = JSON.stringify(new QRCodeReader().decode(bitmap, new Map([[DecodeHintType.PURE_BARCODE, true]])).getText());
  } catch (e) {
    zxing = e.constructor.name;
  }
  console.log(`${file}: jsQR ${JSON.stringify(jsqr(new Uint8ClampedArray(data), width, height)?.data)}, zxing ${zxing}`);
}
X
node read.mjs | tee seen

diff seen - <<'X' && echo "As described."
0-default.png: jsQR "Prix 5 €", zxing "Prix 5 €"
0-utf8.png: jsQR "Prix 5 €", zxing "Prix 5 €"
1-default.png: jsQR "", zxing FormatException
1-utf8.png: jsQR "Zoë Peeters", zxing "Zoë Peeters"
2-default.png: jsQR "", zxing FormatException
2-utf8.png: jsQR "Été à Liège", zxing "Été à Liège"
3-default.png: jsQR "", zxing FormatException
3-utf8.png: jsQR "https://société.example/%C3%A9quipe", zxing "https://société.example/%C3%A9quipe"
X
