using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>Who is at an ambassador's link, and how that is known.</summary>
public sealed record Invited(PersonId Person, CreditEvidence Evidence)
{
    /// <summary>What a link is for that remembers, for an hour, who someone said they are.</summary>
    internal const string Said = "invited-said";

    /// <summary>How long someone who said who they are need not say it again.</summary>
    internal static readonly Duration SaidLasts = Duration.FromHours(1);

    /// <summary>What lets them sign up for an infosession without saying again who they are.</summary>
    internal string KeyToSignUp(RegistrationKeys keys) => keys.ForWhoIsHere(Person, proven: Evidence is not CreditEvidence.MatchingFacts);
}

/// <summary>
/// Who is here: the person of the signed link, else of the sign-in. The link goes first, because a phone that one colleague is signed in on is also the
/// one another colleague is shown the page on.
/// </summary>
public sealed class FindInvited(LinkTokens links, CurrentUserAccessor me)
{
    /// <param name="token">What the address carries, if anything.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Invited?> RunAsync(string? token, CancellationToken ct = default)
    {
        var actor = await me.FindAsync(ct);
        if (links.TryRead(AmbassadorEmails.InvitationLink, token) is { } mailed)
        {
            return new Invited(mailed, IsProven(mailed) ? CreditEvidence.SignedIn : CreditEvidence.PersonalLink);
        }

        if (links.TryRead(Invited.Said, token) is { } said)
        {
            return new Invited(said, IsProven(said) ? CreditEvidence.SignedIn : CreditEvidence.MatchingFacts);
        }

        return actor is null ? null : new Invited(actor.Id, actor.IsVerified ? CreditEvidence.SignedIn : CreditEvidence.MatchingFacts);

        bool IsProven(PersonId person) => actor is { IsVerified: true } && actor.Id == person;
    }
}
