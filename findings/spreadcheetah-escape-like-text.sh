#!/usr/bin/env bash
# SpreadCheetah 1.29.0, read back with ExcelDataReader 3.6.0 (NuGet).
#
# In a workbook the text of a cell is an ST_Xstring (ECMA-376 part 1, 22.9.2.19): _xHHHH_ stands for the character with that number, and an underscore that
# only happens to begin such a group is written as _x005F_. SpreadCheetah takes care of what XML cannot hold (control characters are left out) and of < and &,
# and writes such text as it is: "_x0041_" is "A" for whoever opens the file. The last two code points of the basic plane, which XML does not allow either
# (U+FFFE and U+FFFF), are written too; a reader then refuses the whole workbook.
#
# What it means: whoever writes texts that people typed says the underscore as _x005F_ where a group follows, and leaves both code points out.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > book.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="SpreadCheetah" Version="[1.29.0]" />
    <PackageReference Include="ExcelDataReader" Version="[3.6.0]" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.Text;
using System.Xml;
using ExcelDataReader;
using SpreadCheetah;

Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
(string What, string Text)[] cells =
[
    ("An ampersand", "R&D"), ("A control character", "a\u0001b"), ("What looks like an escape", "_x0041_"), ("The same with its underscore said", "_x005F_x0041_"), ("U+FFFE", "a\uFFFEb"),
];
foreach (var (what, text) in cells)
{
    var file = new MemoryStream();
    await using (var book = await Spreadsheet.CreateNewAsync(file))
    {
        await book.StartWorksheetAsync("List");
        await book.AddRowAsync([new DataCell(text)]);
        await book.FinishAsync();
    }

    file.Position = 0;
    try
    {
        using var reader = ExcelReaderFactory.CreateReader(file);
        reader.Read();
        Console.WriteLine($"{what}: read as \"{reader.GetValue(0)}\"");
    }
    catch (XmlException)
    {
        Console.WriteLine($"{what}: the workbook is not read");
    }
}
X
seen=$(dotnet run 2>&1)
expected='An ampersand: read as "R&D"
A control character: read as "ab"
What looks like an escape: read as "A"
The same with its underscore said: read as "_x0041_"
U+FFFE: the workbook is not read'
echo "$seen"
[ "$seen" = "$expected" ] || { echo "Changed." >&2; exit 1; }
