using Rollout.App.Identity;
using Rollout.App.Identity.SignIn;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>
/// A colleague at an ambassador's link says who they are: an e-mail, personnel number or mobile, and the family name that belongs to it. It opens
/// nothing but this invitation.
/// </summary>
public sealed class SayWhoYouAre(FindByFacts facts, LinkTokens links)
{
    /// <param name="typed">An e-mail, a personnel number or a mobile.</param>
    /// <param name="familyName">With or without infix: "Berg", "van den Berg".</param>
    /// <param name="from">The network of the request.</param>
    /// <returns>A token that identifies the visitor in the following addresses for an hour.</returns>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">The two do not match, or there were too many wrong guesses.</exception>
    public async Task<string> RunAsync(string typed, string familyName, string from, CancellationToken ct = default)
    {
        var person = await facts.RunAsync(typed, familyName, from, onlyWithoutEmail: false, ct);
        InvitationRules.FactsBelongTogether.Ensure(person is not null);
        return links.Create(Invited.NamedToken, person!.Id, Invited.NamedTokenLifetime);
    }
}
