using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>The person at an ambassador's link, and how they are known.</summary>
public sealed record Invited(PersonId Person, CreditEvidence Evidence)
{
    /// <summary>The purpose of the token that remembers for an hour who someone said they are.</summary>
    internal const string Said = "invited-said";

    /// <summary>How long someone who said who they are need not say it again.</summary>
    internal static readonly Duration SaidLasts = Duration.FromHours(1);

    /// <summary>What lets them sign up for an infosession without saying again who they are.</summary>
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

        if (await links.FindPersonAsync(Invited.Said, token, ct) is { } said)
        {
            return new Invited(said, IsVerified(said) ? CreditEvidence.SignedIn : CreditEvidence.MatchingFacts);
        }

        return actor is null ? null : new Invited(actor.Id, actor.IsVerified ? CreditEvidence.SignedIn : CreditEvidence.MatchingFacts);

        bool IsVerified(PersonId person) => actor is { IsVerified: true } && actor.Id == person;
    }
}
