using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>The person at an ambassador's link, and how they are known.</summary>
public sealed record Invited(PersonId Person, CreditEvidence Evidence)
{
    /// <summary>The purpose of the token that identifies a visitor for an hour after they named themselves.</summary>
    internal const string NamedToken = "invited-said";

    /// <summary>How long that token is valid.</summary>
    internal static readonly Duration NamedTokenLifetime = Duration.FromHours(1);

    /// <summary>A key to sign up for an infosession without identifying oneself again.</summary>
    internal string KeyToSignUp(RegistrationKeys keys) => keys.ForWhoIsHere(Person, proven: Evidence is not CreditEvidence.MatchingFacts);
}

/// <summary>
/// Finds the current person: the one in the signed link, otherwise the signed-in one. The link takes precedence, because a colleague may be shown the page on a
/// phone where someone else is signed in.
/// </summary>
public sealed class FindInvited(LinkTokens links, CurrentUserAccessor me)
{
    /// <param name="token">The token in the address, if any.</param>
    public async Task<Invited?> RunAsync(string? token, CancellationToken ct = default)
    {
        var actor = await me.FindAsync(ct);
        if (await links.FindPersonAsync(AmbassadorEmails.InvitationLink, token, ct) is { } mailed)
        {
            return new Invited(mailed, IsVerified(mailed) ? CreditEvidence.SignedIn : CreditEvidence.PersonalLink);
        }

        if (await links.FindPersonAsync(Invited.NamedToken, token, ct) is { } said)
        {
            return new Invited(said, IsVerified(said) ? CreditEvidence.SignedIn : CreditEvidence.MatchingFacts);
        }

        return actor is null ? null : new Invited(actor.Id, actor.IsVerified ? CreditEvidence.SignedIn : CreditEvidence.MatchingFacts);

        bool IsVerified(PersonId person) => actor is { IsVerified: true } && actor.Id == person;
    }
}
