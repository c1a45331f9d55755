#!/usr/bin/env bash
# ExcelDataReader 3.6.0 (NuGet), beside MiniExcel 1.46.0 (NuGet): whole numbers in each colour that a number format can have.
#
# A section of a number format may begin with one of eight colours in brackets: [Black] [Blue] [Cyan] [Green] [Magenta] [Red] [White] [Yellow]
# (ISO/IEC 29500-1, 18.8.31); the colour says nothing about the value. An elapsed time is "[h]", "[m]" or "[s]" (the same clause). ExcelDataReader
# takes "[Magenta]" for elapsed minutes, since it begins with "[m": 731 is returned as a TimeSpan of 731 days, also where the colour stands only in
# the section for negative numbers and the number is positive. The format string it gives beside the value is the right one. A number above ten
# million, such as a telephone number, does not fit into a TimeSpan: then the whole sheet cannot be read.
# The other seven colours do no harm, and MiniExcel reads all eight. No issue about it was found.
#
# What it means: where a value is a TimeSpan and its format has [Magenta], look at the rest of the format and take TotalDays as the number.
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > colours.csproj <<'X'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="ExcelDataReader" Version="[3.6.0]" />
    <PackageReference Include="MiniExcel" Version="[1.46.0]" />
  </ItemGroup>
</Project>
X
cat > Program.cs <<'X'
using System.IO.Compression;
using ExcelDataReader;
using MiniExcelLibs;

System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
string[] colours = ["Black", "Blue", "Cyan", "Green", "Magenta", "Red", "White", "Yellow"];
foreach (var format in colours.Select(c => $"[{c}]000000").Append("0;[Magenta]-0"))
{
    var file = Book(format, 731);
    var other = ((IDictionary<string, object>)file.Query().First()).Values.Single();
    Console.WriteLine($"{format}: ExcelDataReader {Read(file)}; MiniExcel {other}");
}

Console.WriteLine($"[Red]0 of a telephone number: {Read(Book("[Red]0", 470112233))}");
Console.WriteLine($"[Magenta]0 of a telephone number: {Read(Book("[Magenta]0", 470112233))}");

static string Read(MemoryStream file)
{
    file.Position = 0;
    try
    {
        using var reader = ExcelReaderFactory.CreateReader(file, new() { LeaveOpen = true });
        reader.Read();
        return $"{reader.GetValue(0)} ({reader.GetFieldType(0).Name}, \"{reader.GetNumberFormatString(0)}\")";
    }
    catch (OverflowException e)
    {
        return e.GetType().Name;
    }
}

static MemoryStream Book(string format, int number)
{
    const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const string Package = "http://schemas.openxmlformats.org/package/2006", Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    var file = new MemoryStream();
    using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
    {
        void Part(string name, string xml)
        {
            using var part = new StreamWriter(zip.CreateEntry(name).Open());
            part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
        }

        Part("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Type}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Type}styles+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Type}worksheet+xml\"/></Types>");
        Part("_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Rels}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Rels}/styles\" Target=\"styles.xml\"/></Relationships>");
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Rels}\"><sheets><sheet name=\"Staff\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"{format}\"/></numFmts><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>{number}</v></c></row></sheetData></worksheet>");
    }

    file.Position = 0;
    return file;
}
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
[Black]000000: ExcelDataReader 731 (Double, "[Black]000000"); MiniExcel 731
[Blue]000000: ExcelDataReader 731 (Double, "[Blue]000000"); MiniExcel 731
[Cyan]000000: ExcelDataReader 731 (Double, "[Cyan]000000"); MiniExcel 731
[Green]000000: ExcelDataReader 731 (Double, "[Green]000000"); MiniExcel 731
[Magenta]000000: ExcelDataReader 731.00:00:00 (TimeSpan, "[Magenta]000000"); MiniExcel 731
[Red]000000: ExcelDataReader 731 (Double, "[Red]000000"); MiniExcel 731
[White]000000: ExcelDataReader 731 (Double, "[White]000000"); MiniExcel 731
[Yellow]000000: ExcelDataReader 731 (Double, "[Yellow]000000"); MiniExcel 731
0;[Magenta]-0: ExcelDataReader 731.00:00:00 (TimeSpan, "0;[Magenta]-0"); MiniExcel 731
[Red]0 of a telephone number: 470112233 (Double, "[Red]0")
[Magenta]0 of a telephone number: OverflowException
X
