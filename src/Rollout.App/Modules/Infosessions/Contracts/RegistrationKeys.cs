using NodaTime;
using Rollout.App.Identity;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Contracts;

/// <summary>
/// Finds the person a registration page is about: the one in the signed link of a mail, otherwise the signed-in one. A link only opens a page; the action
/// itself is a POST.
/// </summary>
public sealed class RegistrationKeys(LinkTokens links, CurrentUserAccessor me)
{
    /// <summary>The purpose of a link token for signing up for any infosession.</summary>
    public const string SignUp = "sign-up";

    // The purpose of a link of someone who was recognised by facts that colleagues may know too.
    private const string Said = "sign-up-said";

    private static readonly Duration SaidLasts = Duration.FromHours(1);

    /// <summary>The person, or null when nobody is known.</summary>
    /// <param name="infosession">Which infosession the page is about.</param>
    /// <param name="key">What the address carries, if anything.</param>
    /// <param name="orSaid">Whether facts are enough: for signing up and looking at the place, not for giving one back.</param>
    public async Task<PersonId?> FindAsync(InfosessionId infosession, string? key, bool orSaid = false, CancellationToken ct = default)
    {
        if (!string.IsNullOrEmpty(key) && (await links.FindPersonAsync(SignUp, key, ct) ?? await links.FindPersonAsync(Purpose(infosession), key, ct) ?? (orSaid ? await links.FindPersonAsync(Said, key, ct) : null)) is { } person)
        {
            return person;
        }

        return (await me.FindAsync(ct))?.Id;
    }

    /// <summary>A key for someone who identified themselves a moment ago.</summary>
    public string Create(InfosessionFacts facts, PersonId person, Instant now) => Create(links, facts, person, now);

    /// <summary>A key that lets someone sign up for any infosession without being asked again, for an hour.</summary>
    /// <param name="person">The person they identified as.</param>
    /// <param name="proven">Whether they came with a link from their own mail, and not with facts alone.</param>
    public string ForWhoIsHere(PersonId person, bool proven) => links.Create(proven ? SignUp : Said, person, SaidLasts);

    /// <summary>The key for links to other infosessions, so that someone who came with a key need not identify themselves again; null for signed-in users.</summary>
    public string? Onward(string? key, PersonId? person) => string.IsNullOrEmpty(key) || person is not { } known ? null : ForWhoIsHere(known, proven: false);

    /// <summary>Creates a token with which one person can see, take and give up their place in one infosession, until a week after it.</summary>
    internal static string Create(LinkTokens links, InfosessionFacts facts, PersonId person, Instant now) =>
        links.Create(Purpose(facts.Id), person, facts.EndsAt - now + Duration.FromDays(7));

    /// <summary>The query string that passes the token on: "?key=…", or empty.</summary>
    public static string Query(string? key) => string.IsNullOrEmpty(key) ? "" : "?key=" + Uri.EscapeDataString(key);

    /// <summary>Where to sign in for a page about one's own place; it says so where the link that was opened does not open it, being too old or only of facts that others may know.</summary>
    public static string SignInFor(string page, string? key) => $"/sign-in?to={Uri.EscapeDataString(page)}{(string.IsNullOrEmpty(key) ? "" : "&link=refused")}";

    /// <summary>The purpose of a link token for one infosession.</summary>
    internal static string Purpose(InfosessionId infosession) => $"registration:{infosession.Value:N}";
}
