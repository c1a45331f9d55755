using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Demo;

/// <summary>Invents people: always the same ones for the same company.</summary>
internal sealed class DemoPeople(DemoShape shape, Random dice)
{
    private static readonly string[] Given =
        "Jan Piet Els Zoë Renée Joris Anke Noël Chloé Mohammed Fatima Sven Björn Lies Daan Sanne Thijs Lotte Bram Yasmin André Inès Koen Wim An Eva Lars Roos Milan Noor Youssef Priya Bas Ilse Tom Karim Sofie Ruben Marieke Jeroen Pieter Claire Luc Amélie Hugo Nadia Stijn Femke Joost Anouk Emre Aylin Dirk Griet Maarten Saskia".Split(' ');

    // Infix and family name belong together: "de Jansen" does not exist.
    private static readonly (string Infix, string Family)[] Families =
        [.. "van den|Berg,de|Vries,|Jansen,|Peeters,|Janssens,|Maes,|Jacobs,|Mertens,|Willems,|Claes,|Goossens,|Wouters,|Bakker,|Visser,|Smit,|Meijer,de|Boer,|Mulder,van den|Bos,de|Vos,|Hendriks,|Dekker,|Brouwer,de|Wit,|Dijkstra,|Smits,de|Graaf,van der|Meer,van der|Linden,|Kok,|Müller,|Özdemir,|D’Hondt,|Désiré,|Dubois,|Lambert,|Lemmens,|Verhoeven,|Aerts,|Pauwels,|Benali,El|Amrani,el|Idrissi,|Yılmaz,|Kaya,|Ramdin,|Kaur,|Nowak,|Segers,|Martens,|Cools,|Wauters,|Hermans,|Kuipers,|Postma,|Veenstra,|Huisman,|Prins,|Schouten,de|Koster,van|Dijk,ter|Horst,van 't|Hoff,van|Loon,|Vermeer,de|Bruijn,van de|Ven,|Verstraete"
            .Split(',').Select(f => f.Split('|')).Select(f => (f[0], f[1]))];

    private static readonly Dictionary<WorkType, string[]> Jobs = new()
    {
        [WorkType.Desk] = ["Planner", "HR-adviseur", "Controller", "Projectleider", "Klantenservice", "Inkoper", "Ontwerper", "Werkvoorbereider"],
        [WorkType.Shop] = ["Winkelmedewerker", "Verkoper", "Kassa", "Filiaalassistent"],
        [WorkType.Field] = ["Monteur", "Chauffeur", "Magazijnier", "Uitvoerder", "Timmerman"],
    };

    // People with the same kind of work are in the same department, in every branch that has it.
    private static readonly Dictionary<string, string> Departments = new()
    {
        ["Planner"] = "Planning", ["Werkvoorbereider"] = "Planning", ["HR-adviseur"] = "HR", ["Controller"] = "Financiën", ["Inkoper"] = "Inkoop", ["Projectleider"] = "Projecten",
        ["Ontwerper"] = "Marketing", ["Klantenservice"] = "Klantenservice", ["Monteur"] = "Techniek", ["Uitvoerder"] = "Techniek", ["Timmerman"] = "Techniek",
        ["Chauffeur"] = "Magazijn en transport", ["Magazijnier"] = "Magazijn en transport",
    };

    private int _number;

    public Person Invent(Branch branch)
    {
        var given = Pick(Given);
        var (infix, family) = Pick(Families);
        var number = ++_number;
        var workType = dice.NextDouble() switch { var d when d < shape.Desk => WorkType.Desk, var d when d < shape.Desk + shape.Shop => WorkType.Shop, _ => WorkType.Field };
        // Shop staff and mechanics are the people without a mailbox, as in real companies.
        var hasMail = dice.NextDouble() < (workType == WorkType.Desk ? 1 : 0.55);
        var person = Person.Employ(
            branch.Id, given, infix, family, $"{number:000000}", hasMail ? $"{Ascii(given)}.{Ascii(family)}.{number}@{Domain}" : null,
            dice.NextDouble() < 0.6 ? $"+31 6 {dice.Next(10_000_000, 99_999_999)}" : null, branch.Country);
        person.SetWork(workType, Pick(Jobs[workType]));
        person.SetDepartment(Departments.GetValueOrDefault(person.JobTitle, "Winkel"));
        if (branch.Name == "Bruxelles")
        {
            person.SetLanguage("fr");
        }

        return person;
    }

    /// <summary>A domain that can never exist.</summary>
    private string Domain => $"{shape.Name}.example";

    public T Pick<T>(IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    private static string Ascii(string name) => string.Concat(TextNormalizer.In(System.Text.NormalizationForm.FormD, name)
        .ToLowerInvariant()
        .Where(char.IsAsciiLetter));
}
