using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The columns of a people file, and how its rows are judged.</summary>
public sealed class PeopleFileTests
{
    [Theory]
    [InlineData("1;Jan\u0007;;Maes;jan@x.be;;Gent;;;", "E_CONTROL_CHAR")]
    [InlineData("1;Jan;;Maes;jan@x.be;;Gent;\u001B[31m;;", "E_CONTROL_CHAR")]
    [InlineData("1;Jan;;Maes;jan@x.be;;;;;", "E_BRANCH_MISSING")]
    [InlineData("1;Jan;;Maes;jan@x.be;;-;;;", "E_BRANCH_MISSING")]
    [InlineData("1;Jan;;Maes;jan@x.be;;Nergens;;;", "E_BRANCH_UNKNOWN")]
    [InlineData("1;Jan;;Maes;jan@x.be;;\u00A0GENT\u200B ;;;", "")]
    [InlineData("1;;van;;jan@x.be;;Gent;;;", "E_NAME_MISSING")]
    [InlineData("1;-;;nvt;jan@x.be;;Gent;;;", "E_NAME_MISSING")]
    [InlineData("1;Jan;;;jan@x.be;;Gent;;;", "")]
    [InlineData(";Jan;;Maes;;;Gent;;;", "E_NO_KEY W_NO_EMAIL")]
    [InlineData("geen;Jan;;Maes;none;-;Gent;;;", "E_NO_KEY W_NO_EMAIL")]
    [InlineData(";Jan;;Maes;;ja;Gent;;;", "E_NO_KEY W_NO_EMAIL")]
    [InlineData(";Jan;;Maes;;0470 12 34 56;Gent;;;", "W_NO_EMAIL")]
    [InlineData("1,23457E+11;Jan;;Maes;jan@x.be;;Gent;;;", "E_KEY_DAMAGED_BY_EXCEL")]
    [InlineData("1.2e+5;Jan;;Maes;;;Gent;;;", "E_KEY_DAMAGED_BY_EXCEL W_NO_EMAIL")]
    [InlineData(";Jan;;Maes;;3,247E+10;Gent;;;", "E_KEY_DAMAGED_BY_EXCEL W_NO_EMAIL")]
    [InlineData("4E10;Jan;;Maes;jan@x.be;;Gent;;;", "")]
    [InlineData(";Jan;;Maes;kapot;;;;;", "E_BRANCH_MISSING E_EMAIL_INVALID")]
    public void A_row_is_judged_by_the_contract(string row, string codes) => Assert.Equal(codes, Files.CodesOf(row));

    [Theory]
    [InlineData("Matricule,Prénom,Nom,Adresse e-mail,Portable,Site", "Zoë", "Maes")]
    [InlineData("EMPLOYEE_ID,First Name,SURNAME,e mail,Mobile Phone,Branch", "Zoë", "Maes")]
    [InlineData("personeels nummer,Voornaam,Naam,E-MAIL,GSM,Vestiging", "Zoë", "Maes")]
    public void Columns_are_known_by_their_names_in_three_languages(string header, string given, string family)
    {
        var person = PeopleFile.Open(Files.Of($"{header}\n7,Zoë,Maes,zoe@x.be,0470123456,Gent\n")).Rows(Files.Context).Single().Person!;

        Assert.Equal((given, family, "7", "zoe@x.be", "gent"), (person.GivenName, person.FamilyName, person.Number, person.Email, person.BranchKey));
    }

    [Theory]
    [InlineData("Naam", "Gent", "Jan van den Berg", "Jan", "", "van den Berg")]
    [InlineData("Naam", "Gent", "\"Berg, Jan van den\"", "Jan", "van den", "Berg")]
    [InlineData("Naam", "Gent", "\"De Smet, Anne-Marie\"", "Anne-Marie", "", "De Smet")]
    [InlineData("Naam", "Gent", "Madonna", "Madonna", "", "")]
    [InlineData("Naam", "Gent", "VAN DEN BERGHE Jan", "Jan", "", "Van den Berghe")]
    [InlineData("Naam", "Gent", "JAN PEETERS", "JAN", "", "PEETERS")]
    [InlineData("Naam en voornaam", "Gent", "DE SMET Anne-Marie", "Anne-Marie", "", "De Smet")]
    [InlineData("Naam en voornaam", "Gent", "De Smet Anne-Marie", "Anne-Marie", "", "De Smet")]
    [InlineData("Naam en voornaam", "Gent", "Peeters Jan Karel", "Jan Karel", "", "Peeters")]
    [InlineData("Naam en voornaam", "Gent", "DE SMET JAN", "Jan", "", "De Smet")]
    [InlineData("Naam en voornaam", "Gent", "D'HONDT-MAES Zoë", "Zoë", "", "D'Hondt-Maes")]
    [InlineData("Naam en voornaam", "Utrecht", "VAN DER LAAN Kees", "Kees", "van der", "Laan")]
    [InlineData("Nom et prénom", "Luik", "LEFÈVRE Zoé", "Zoé", "", "Lefèvre")]
    public void A_whole_name_in_one_column_is_taken_apart(string column, string branch, string name, string given, string infix, string family)
    {
        var person = PeopleFile.Open(Files.Of($"{column};E-mail;Filiaal\n{name};a@x.be;{branch}\n")).Rows(Files.Context).Single().Person!;

        Assert.Equal((given, infix, family), (person.GivenName, person.Infix, person.FamilyName));
    }

    [Fact]
    public void Of_two_columns_with_one_meaning_the_first_counts_and_the_other_is_named()
    {
        var file = PeopleFile.Open(Files.Of("Naam;E-mail;Schoenmaat;E-mail;Filiaal\nJan;a@x.be;44;b@x.be;Gent\n"));

        Assert.Equal("a@x.be", file.Rows(Files.Context).Single().Person!.Email);
        Assert.Equal(["Schoenmaat", "E-mail"], file.IgnoredColumns);
    }

    [Theory]
    [InlineData("Personeelsnummer;Filiaal\n1;Gent\n", FileRefusal.Header)]
    [InlineData("Voornaam;E-mail\nJan;a@x.be\n", FileRefusal.Header)]
    [InlineData("Jan;Maes;a@x.be;Gent\nPiet;Maes;b@x.be;Gent\n", FileRefusal.Header)]
    [InlineData("Naam;Filiaal\n", FileRefusal.NoRows)]
    [InlineData("Naam;Filiaal\n;\n;\n", FileRefusal.NoRows)]
    [InlineData("Naam;Filiaal\nJan;\n", FileRefusal.None)]
    public void A_file_needs_a_name_a_branch_and_a_row(string text, FileRefusal refusal) =>
        Assert.Equal(refusal, PeopleFile.Open(Files.Of(text)).Refusal);

    [Fact]
    public void Every_code_has_a_name_of_its_own()
    {
        var singles = Enum.GetValues<ImportCodes>().Where(code => long.PopCount((long)code) == 1).ToList();

        Assert.Equal(singles.Count, ImportCodeNames.All.Count);
        Assert.Equal(ImportCodeNames.All, singles.Order().Select(code => ImportCodeNames.Of(code).Single()));
        Assert.All(singles, code => Assert.Equal(ImportCodeNames.Of(code).Single().StartsWith("E_", StringComparison.Ordinal), code.Refuse()));
        Assert.Equal(ImportCodeNames.All.Order(StringComparer.Ordinal), ImportCodeNames.All);
    }
}
