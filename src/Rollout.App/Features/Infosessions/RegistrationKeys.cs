using NodaTime;
using Rollout.App.Access;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Features.Infosessions;

/// <summary>
/// Whose registration a page is about: the person a signed link in a mail speaks of, else whoever is signed in. A link opens a page; the act
/// itself is a POST.
/// </summary>
public sealed class RegistrationKeys(SignedLinks links, CurrentPerson me)
{
    /// <summary>The purpose of a link that lets someone sign up for any infosession.</summary>
    public const string SignUp = "sign-up";

    /// <summary>The person, or null when nobody is known.</summary>
    public async Task<PersonId?> FindAsync(InfosessionId infosession, string? key, CancellationToken ct = default)
    {
        if (!string.IsNullOrEmpty(key) && (links.Read(SignUp, key) ?? links.Read(Purpose(infosession), key)) is { } person)
        {
            return person;
        }

        return (await me.FindAsync(ct))?.Id;
    }

    /// <summary>A key that lets one person see, take up and give back their place in one infosession, until a week after it.</summary>
    internal static string For(SignedLinks links, InfosessionFacts facts, PersonId person, Instant now) =>
        links.For(Purpose(facts.Id), person, facts.EndsAt - now + Duration.FromDays(7));

    /// <summary>The end of an address that hands the key on: "?key=…", or nothing.</summary>
    public static string Query(string? key) => string.IsNullOrEmpty(key) ? "" : "?key=" + Uri.EscapeDataString(key);

    /// <summary>What a link about one infosession is for.</summary>
    internal static string Purpose(InfosessionId infosession) => $"registration:{infosession.Value:N}";
}
