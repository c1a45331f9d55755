using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using NodaTime;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Files to read: samples stored beside the tests, and generated ones.</summary>
internal static class Files
{
    /// <summary>The branches in <c>branches.csv</c>.</summary>
    public static readonly Dictionary<string, string> Branches = new()
    {
        ["gent"] = "BE", ["antwerpen"] = "BE", ["brussel"] = "BE", ["luik"] = "BE", ["utrecht"] = "NL", ["amsterdam"] = "NL", ["eindhoven"] = "NL",
    };

    /// <summary>As on Monday 23 November 2026, with those branches.</summary>
    public static readonly PeopleContext Context = new(Branches, new LocalDate(2026, 11, 23));

    public const string Header = "Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Mobiel;Filiaal;Functie;In dienst sinds;FTE\r\n";

    public static string SamplePath(string name) => Path.Combine(Path.GetDirectoryName(ThisFile())!, "Samples", name);

    public static Stream Sample(string name) => File.OpenRead(SamplePath(name));

    public static Stream Of(byte[] bytes) => new MemoryStream(bytes);

    public static Stream Of(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    public static Stream Windows1252(string text) => new MemoryStream(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));

    /// <summary>A file with this many people in Gent, who differ in number and e-mail address.</summary>
    public static string Many(int count)
    {
        var text = new StringBuilder(Header);
        for (var i = 1; i <= count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i:0000000};Jan;;Maes;p{i}@x.be;;Gent;;;\r\n");
        }

        return text.ToString();
    }

    /// <summary>The rows of a file with the usual header.</summary>
    public static List<PersonRow> Read(string rows) => [.. PeopleFile.Open(Of(Header + rows)).Rows(Context)];

    /// <summary>The codes of a single row.</summary>
    public static string CodesOf(string row) => string.Join(' ', ImportCodeNames.Of(Read(row).Single().Codes));

    private static string ThisFile([CallerFilePath] string here = "") => here;
}
