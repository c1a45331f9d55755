namespace Rollout.App.Demo;

/// <summary>The size and shape of an invented company, modelled on a published programme.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Infosessions">The number of infosessions, past and upcoming.</param>
/// <param name="Branches">The branches, head office first.</param>
/// <param name="Languages">The languages people can choose from, the default first.</param>
/// <param name="Desk">The fraction of people who work at a desk.</param>
/// <param name="Shop">The fraction who work in a shop; the rest work in the field.</param>
public sealed record DemoShape(
    string Name,
    string Platform,
    string Company,
    string Brand,
    int People,
    int Ambassadors,
    int Infosessions,
    IReadOnlyList<DemoBranch> Branches,
    IReadOnlyList<string> Languages,
    double Desk,
    double Shop,
    IReadOnlyList<DemoTopic> Topics)
{
    /// <summary>All invented companies, by name.</summary>
    public static readonly IReadOnlyDictionary<string, DemoShape> All = new[] { Kpn(), Telenet(), PlegtVos() }.ToDictionary(s => s.Name);

    private static DemoShape Kpn() => new(
        "kpn", "Samen", "Noordzee Telecom", "#0a6b50", 18_000, 150, 60,
        [
            new("Den Haag", "HAG", "NL", 0.24), new("Rotterdam", "RTM", "NL", 0.14), new("Amsterdam", "AMS", "NL", 0.13), new("Utrecht", "UTR", "NL", 0.11),
            new("Eindhoven", "EHV", "NL", 0.09), new("Groningen", "GRO", "NL", 0.08), new("Zwolle", "ZWO", "NL", 0.07), new("Arnhem", "ARN", "NL", 0.06),
            new("Breda", "BRE", "NL", 0.05), new("Maastricht", "MST", "NL", 0.03),
        ],
        ["nl", "en"], 0.55, 0.2,
        [
            new("Samen in je werkdag", "nl", 60, "Je vindt collega’s, groepen en antwoorden zonder te mailen."),
            new("Samen op je telefoon", "nl", 60, "Voor wie zelden aan een bureau zit: alles wat je nodig hebt in je broekzak."),
            new("Bloggen dat gelezen wordt", "nl", 90, "Kort schrijven over je werk, zodat een ander er iets aan heeft."),
        ]);

    private static DemoShape Telenet() => new(
        "telenet", "De Draad", "Scheldenet", "#7a4a00", 2_200, 24, 26,
        [
            new("Mechelen", "MEC", "BE", 0.5), new("Gent", "GNT", "BE", 0.16), new("Antwerpen", "ANT", "BE", 0.14),
            new("Hasselt", "HAS", "BE", 0.1), new("Bruxelles", "BXL", "BE", 0.1),
        ],
        ["nl", "fr", "en"], 0.7, 0.12,
        [
            new("De verbonden organisatie", "nl", 120, "Waarom we anders gaan samenwerken, en wat je er zelf aan hebt."),
            new("Bellen en chatten: zo doe je het", "nl", 120, "Bellen, chatten en vergaderen vanaf je scherm: je doet het meteen zelf."),
            new("Sociale media, binnen en buiten", "nl", 120, "Wat je binnen deelt, wat je buiten deelt, en hoe je het verschil ziet."),
        ]);

    private static DemoShape PlegtVos() => new(
        "plegt-vos", "De Brug", "Veldhuis & De Wit", "#1d3192", 1_146, 10, 14,
        [
            new("Utrecht", "UTR", "NL", 0.23), new("Breda", "BRE", "NL", 0.11), new("Zwolle", "ZWO", "NL", 0.12), new("Eindhoven", "EHV", "NL", 0.12),
            new("Antwerpen", "ANT", "BE", 0.14), new("Gent", "GNT", "BE", 0.1), new("Hasselt", "HAS", "BE", 0.08), new("Brugge", "BRG", "BE", 0.1),
        ],
        ["nl", "en", "fr"], 0.45, 0.05,
        [
            new("De Brug in je werkdag", "nl", 120, "Je vestiging, je projecten en je collega’s op één plek."),
            new("De Brug op je telefoon", "nl", 60, "Voor op de werf: foto’s, nieuws en hulp van collega’s op je telefoon."),
        ]);
}

/// <summary>A branch of an invented company.</summary>
/// <param name="Share">The fraction of people who work there.</param>
public sealed record DemoBranch(string Name, string Code, string Country, double Share)
{
    public string Zone => Country == "BE" ? "Europe/Brussels" : "Europe/Amsterdam";
}

/// <summary>A topic of an invented company.</summary>
/// <param name="Summary">What people take away from it.</param>
public sealed record DemoTopic(string Title, string Language, int Minutes, string Summary);
