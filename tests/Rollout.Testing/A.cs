using NodaTime;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Testing;

/// <summary>Test data with sensible defaults.</summary>
public static class A
{
    private static int _count;

    /// <summary>Monday 23 November 2026, 10:00 in Brussels.</summary>
    public static readonly Instant Monday = Instant.FromUtc(2026, 11, 23, 9, 0);

    /// <summary>The day of <see cref="Monday"/>.</summary>
    public static readonly LocalDate Today = new(2026, 11, 23);

    public static readonly DateTimeZone Brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    /// <summary>Where people open De Brug.</summary>
    public static readonly Uri Platform = new("https://platform.voorbeeld.be/");

    public static RolloutSettings Rollout(bool demo = false, params string[] languages)
    {
        var rollout = RolloutWithoutAddress(demo, languages);
        rollout.FoundAt(Platform.AbsoluteUri, rollout: new Uri("https://rollout.voorbeeld.be/"));
        return rollout;
    }

    /// <summary>As an installation that is older than the question where the platform is.</summary>
    public static RolloutSettings RolloutWithoutAddress(bool demo = false, params string[] languages) =>
        RolloutSettings.Start("De Brug", "Veldhuis & De Wit", RolloutSettings.DefaultBrand, languages.Length > 0 ? languages : ["en", "nl", "fr"], "", Brussels, demo, Monday);

    public static Branch Branch(string name = "Gent", string country = "BE", string zone = "Europe/Brussels") =>
        Domain.Branches.Branch.Open(name, CodeOf(name), country, DateTimeZoneProviders.Tzdb[zone], Interlocked.Increment(ref _count));

    /// <summary>Someone in a branch, by default with an e-mail address derived from the name.</summary>
    public static Person Person(Branch of, string name = "Jan van den Berg", string? email = "", string? number = null)
    {
        var parts = name.Split(' ');
        var n = Interlocked.Increment(ref _count);
        var address = email == "" ? $"{parts[0]}.{n}@voorbeeld.be" : email;
        return Domain.People.Person.Employ(of.Id, parts[0], string.Join(' ', parts[1..^1]), parts[^1], number ?? $"T{n:000000}", address, null, of.Country);
    }

    public static Person Lead(Branch of, string name = "Mirjam de Vries")
    {
        var lead = Person(of, name);
        lead.Lead();
        return lead;
    }

    /// <summary>Someone who directs the branch.</summary>
    public static Person Director(Branch of, string name = "An Verstraete")
    {
        var director = Person(of, name);
        of.AssignDirector(director.Id);
        return director;
    }

    /// <summary>The current user for a person, verified by default.</summary>
    public static CurrentUser Acting(Person person, Branch branch, bool proven = true) => new(
        person.Id, person.Name, branch.Id, branch.Name, person.Email, person.Language, proven,
        person.IsLead, person.IsFacilitator, null, branch.Director == person.Id ? [branch.Id] : []);

    private static string CodeOf(string name)
    {
        var n = Interlocked.Increment(ref _count);
        return $"{char.ToUpperInvariant(name[0])}{(char)('A' + (n / 26 % 26))}{(char)('A' + (n % 26))}";
    }
}
