using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Operations.Demo;

/// <summary>Invents people: always the same ones for the same company.</summary>
internal sealed class DemoPeople(DemoShape shape, Random dice)
{
    private static readonly string[] Given =
        "Jan Piet Els Zoë Renée Joris Anke Noël Chloé Mohammed Fatima Sven Björn Lies Daan Sanne Thijs Lotte Bram Yasmin André Inès Koen Wim An Eva Lars Roos Milan Noor Youssef Priya Bas Ilse Tom Karim Sofie Ruben Marieke Jeroen Pieter Claire Luc Amélie Hugo Nadia Stijn Femke Joost Anouk Emre Aylin Dirk Griet Maarten Saskia".Split(' ');

    private static readonly string[] Infixes = ["", "", "", "", "", "", "van", "van den", "van der", "de", "de", "van de", "ter", "el"];

    private static readonly string[] Family =
        "Berg Vries Jansen Peeters Janssens Maes Jacobs Mertens Willems Claes Goossens Wouters Bakker Visser Smit Meijer Boer Mulder Bos Vos Hendriks Dekker Brouwer Wit Dijkstra Smits Graaf Meer Linden Kok Müller Özdemir D’Hondt Désiré Dubois Lambert Lemmens Verhoeven Aerts Pauwels Benali Amrani Idrissi Yılmaz Kaya Ramdin Kaur Nowak Segers Martens Cools Wauters Hermans Kuipers Postma Veenstra Huisman Prins Schouten Koster".Split(' ');

    private static readonly Dictionary<WorkType, string[]> Jobs = new()
    {
        [WorkType.Desk] = ["Planner", "HR-adviseur", "Controller", "Projectleider", "Klantenservice", "Inkoper", "Ontwerper", "Werkvoorbereider"],
        [WorkType.Shop] = ["Winkelmedewerker", "Verkoper", "Kassa", "Filiaalassistent"],
        [WorkType.Field] = ["Monteur", "Chauffeur", "Magazijnier", "Uitvoerder", "Timmerman"],
    };

    private int _number;

    public Person Invent(Branch branch)
    {
        var (given, infix, family) = (Pick(Given), Pick(Infixes), Pick(Family));
        var number = ++_number;
        var workType = dice.NextDouble() switch { var d when d < shape.Desk => WorkType.Desk, var d when d < shape.Desk + shape.Shop => WorkType.Shop, _ => WorkType.Field };
        // Shop staff and mechanics are the people without a mailbox, as in real companies.
        var hasMail = dice.NextDouble() < (workType == WorkType.Desk ? 1 : 0.55);
        var person = Person.Employ(
            branch.Id, given, infix, family, $"{number:000000}", hasMail ? $"{Ascii(given)}.{Ascii(family)}.{number}@{Domain}" : null,
            dice.NextDouble() < 0.6 ? $"+31 6 {dice.Next(10_000_000, 99_999_999)}" : null);
        person.Does(workType, Pick(Jobs[workType]));
        if (branch.Name == "Bruxelles")
        {
            person.Speaks("fr");
        }

        return person;
    }

    /// <summary>An address that can never be anyone's.</summary>
    private string Domain => $"{shape.Name}.example";

    public T Pick<T>(IReadOnlyList<T> from) => from[dice.Next(from.Count)];

    private static string Ascii(string name) => string.Concat(name
        .Normalize(System.Text.NormalizationForm.FormD)
        .ToLowerInvariant()
        .Where(char.IsAsciiLetter));
}
