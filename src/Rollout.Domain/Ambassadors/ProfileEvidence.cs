using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// That someone's profile is complete, as one kind of source has it under one definition. There is one of each; the earliest moment told is kept, so that
/// telling it twice or out of order changes nothing.
/// </summary>
public sealed class ProfileEvidence
{
    private ProfileEvidence()
    {
    }

    public PersonId Colleague { get; private init; }
    public CreditEvidence Kind { get; private init; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> that was in force when it was told; its rule says whether it counts.</summary>
    public int Definition { get; private init; }

    /// <summary>Since when the profile is complete.</summary>
    public Instant Since { get; private set; }

    /// <summary>Whether it counts, or is only shown.</summary>
    public bool Counts { get; private init; }

    public static ProfileEvidence Of(PersonId colleague, CreditEvidence kind, Instant since, int definition, CountingEvidence rule) => new()
    {
        Colleague = colleague,
        Kind = kind,
        Since = since,
        Definition = definition,
        Counts = rule.Includes(kind),
    };

    /// <summary>The same source tells it again.</summary>
    public void ReportAgain(Instant since) => Since = Instant.Min(Since, since);

    /// <summary>
    /// Brings what is known of a colleague's profile in line with the claims that stand: one that was contradicted is as if it had never been made. What counts of the others is told
    /// since the first of them.
    /// </summary>
    /// <param name="colleague">Whose profile it is; since when it is complete follows.</param>
    /// <param name="known">All that is known of it.</param>
    /// <param name="claims">All claims of this colleague, those contradicted too.</param>
    /// <returns>What no longer stands.</returns>
    public static IReadOnlyList<ProfileEvidence> WithoutContradicted(Person colleague, IReadOnlyList<ProfileEvidence> known, IReadOnlyList<Claim> claims)
    {
        var claimed = known.Where(e => e.Kind == CreditEvidence.Claimed).ToList();
        var since = First(claimed);
        var standing = claims.Where(c => c.ContradictedAt is null).ToLookup(c => c.Definition, c => c.At);
        var gone = claimed.FindAll(e => !standing.Contains(e.Definition));
        claimed.Except(gone).ToList().ForEach(e => e.Since = standing[e.Definition].Min());
        if (since is not null && colleague.ProfileCompleteSince == since)
        {
            colleague.ProfileIsComplete(First(known.Except(gone)));
        }

        return gone;
    }

    private static Instant? First(IEnumerable<ProfileEvidence> evidence) => evidence.Where(e => e.Counts).Select(e => (Instant?)e.Since).Min();
}

/// <summary>How it is known that a profile is complete. Of the first three the colleague says so: who they are was proved, or only said.</summary>
public enum CreditEvidence
{
    /// <summary>Signed in with a code from their own mail.</summary>
    SignedIn,

    /// <summary>Came by the personal link in a mail to their own address; whoever can read that mail can do so.</summary>
    PersonalLink,

    /// <summary>Gave an e-mail or personnel number and the family name that belong together. A colleague who knows both could have done so.</summary>
    MatchingFacts,

    /// <summary>An import says so.</summary>
    Observed,

    /// <summary>The ambassador says so, and nobody else yet.</summary>
    Claimed,
}

/// <summary>The rule by which evidence counts. A later rule holds for what is told from then on; what was counted stays counted.</summary>
/// <param name="Confirmations">What the colleague says.</param>
/// <param name="Imports">What an import says.</param>
/// <param name="Claims">What only the ambassador says.</param>
public sealed record CountingEvidence(bool Confirmations, bool Imports, bool Claims)
{
    /// <summary>The rule until the lead sets another: a claim is only a claim until the colleague or an import confirms it.</summary>
    public static readonly CountingEvidence BuiltIn = new(Confirmations: true, Imports: true, Claims: false);

    public bool Includes(CreditEvidence kind) => kind switch
    {
        CreditEvidence.Observed => Imports,
        CreditEvidence.Claimed => Claims,
        _ => Confirmations,
    };
}
