using Rollout.App.Access;
using Rollout.App.Access.SignIn;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Features.Ambassadors.Invited;

/// <summary>
/// A colleague at an ambassador's link says who they are: an e-mail, personnel number or mobile, and the family name that belongs to it. It opens
/// nothing but this invitation.
/// </summary>
public sealed class SayWhoYouAre(FindByFacts facts, SignedLinks links)
{
    /// <param name="typed">An e-mail, a personnel number or a mobile.</param>
    /// <param name="familyName">With or without what stands before it: "Berg", "van den Berg".</param>
    /// <param name="from">The network it was typed on.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What the next addresses carry, so that it need not be said again for an hour.</returns>
    /// <exception cref="Domain.Rules.BrokenRuleException">The two do not belong together, or too many guesses were wrong.</exception>
    public async Task<string> RunAsync(string typed, string familyName, string from, CancellationToken ct = default)
    {
        var person = await facts.RunAsync(typed, familyName, from, onlyWithoutEmail: false, ct);
        InvitationRules.FactsBelongTogether.MustHold(person is not null);
        return links.For(Invited.Said, person!.Id, Invited.SaidLasts);
    }
}
