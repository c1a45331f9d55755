#!/usr/bin/env bash
# ExcelDataReader 3.6.0 (NuGet), beside MiniExcel 1.46.0 (NuGet): the same small staff list in the two forms of ISO/IEC 29500.
#
# Excel's "Save as" offers "Strict Open XML Spreadsheet (*.xlsx)" under the usual format; companies that archive by the standard set it as
# default. Same ending, same parts, other XML namespaces. ExcelDataReader reads such a file without an error as a workbook that has no sheets, so
# a full list looks like an empty one. MiniExcel reads it.
# In both forms a cell may hold its moment as ISO 8601 text (t="d", 18.18.11 of part 1). Both readers make a DateTime of a day
# alone and leave a day with a time a string, so one column of moments has two types.
#
# What it means: look at the namespace of xl/workbook.xml when no sheet was found, and say how to save the file; read days from strings too.
# ExcelDataReader knows the first part as issue 498 (2020, open).
# Needs: dotnet (SDK 10). Prints what was seen; exits with 1 when any of it changes.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"

cat > strict.csproj <<'X'
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
foreach (var (form, main, rels) in new[]
{
    ("transitional", "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("strict", "http://purl.oclc.org/ooxml/spreadsheetml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships"),
})
{
    var file = Book(main, rels);
    using (var reader = ExcelReaderFactory.CreateReader(file, new() { LeaveOpen = true }))
    {
        Console.WriteLine($"ExcelDataReader, {form}: {reader.ResultsCount} sheets, {reader.RowCount} rows");
        while (reader.Read())
        {
            Console.WriteLine("  " + string.Join(", ", Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i):s} ({reader.GetFieldType(i)?.Name})")));
        }
    }

    file.Position = 0;
    Console.WriteLine($"MiniExcel, {form}:");
    foreach (IDictionary<string, object> row in file.Query())
    {
        Console.WriteLine("  " + string.Join(", ", row.Values.Select(v => $"{v:s} ({v?.GetType().Name})")));
    }
}

static MemoryStream Book(string main, string rels)
{
    const string Package = "http://schemas.openxmlformats.org/package/2006";
    var file = new MemoryStream();
    using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
    {
        void Part(string name, string xml)
        {
            using var part = new StreamWriter(zip.CreateEntry(name).Open());
            part.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
        }

        const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        Part("[Content_Types].xml", $"<Types xmlns=\"{Package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Type}sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{Type}styles+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{Type}worksheet+xml\"/></Types>");
        Part("_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Part("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{rels}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{rels}/styles\" Target=\"styles.xml\"/></Relationships>");
        Part("xl/workbook.xml", $"<workbook xmlns=\"{main}\" xmlns:r=\"{rels}\"><sheets><sheet name=\"Staff\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{main}\"><fonts count=\"1\"><font/></fonts><fills count=\"1\"><fill/></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        Part("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>An</t></is></c><c r=\"B1\" s=\"1\" t=\"d\"><v>2026-12-07</v></c><c r=\"C1\" s=\"1\" t=\"d\"><v>2026-12-07T09:30:00</v></c><c r=\"D1\" s=\"1\"><v>46363</v></c></row></sheetData></worksheet>");
    }

    file.Position = 0;
    return file;
}
X
dotnet run -v q | tee seen

diff seen - <<'X' && echo "As described."
ExcelDataReader, transitional: 1 sheets, 1 rows
  An (String), 2026-12-07T00:00:00 (DateTime), 2026-12-07T09:30:00 (String), 2026-12-07T00:00:00 (DateTime)
MiniExcel, transitional:
  An (String), 2026-12-07T00:00:00 (DateTime), 2026-12-07T09:30:00 (String), 2026-12-07T00:00:00 (DateTime)
ExcelDataReader, strict: 0 sheets, 0 rows
MiniExcel, strict:
  An (String), 2026-12-07T00:00:00 (DateTime), 2026-12-07T09:30:00 (String), 2026-12-07T00:00:00 (DateTime)
X
