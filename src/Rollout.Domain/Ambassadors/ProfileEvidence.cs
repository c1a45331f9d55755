using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// Evidence of one kind, under one definition, that someone's profile is complete. There is at most one of each; it keeps the earliest moment reported, so that
/// reports may be repeated or arrive out of order.
/// </summary>
public sealed class ProfileEvidence
{
    private ProfileEvidence()
    {
    }

    public PersonId Colleague { get; private init; }
    public CreditEvidence Kind { get; private init; }

    /// <summary>The number of the <see cref="ProfileDefinition"/> in force when it was reported; it decides whether the evidence counts.</summary>
    public int Definition { get; private init; }

    /// <summary>The moment from which the profile is complete.</summary>
    public Instant Since { get; private set; }

    /// <summary>Whether it counts, or is only shown.</summary>
    public bool Counts { get; private init; }

    /// <summary>Whether it makes a credit solid: it counts, and nobody but the colleague or the platform can have given it.</summary>
    public bool Settles => Counts && Kind.Proves();

    public static ProfileEvidence Of(PersonId colleague, CreditEvidence kind, Instant since, int definition, CountingEvidence rule) => new()
    {
        Colleague = colleague,
        Kind = kind,
        Since = since,
        Definition = definition,
        Counts = rule.Includes(kind),
    };

    /// <summary>The same source reports it again; the earlier moment is kept.</summary>
    public void ReportAgain(Instant since) => Since = Instant.Min(Since, since);

    /// <summary>
    /// Removes the effect of contradicted claims: a contradicted claim counts as if it had never been made, and the remaining claims count from the first of
    /// them.
    /// </summary>
    /// <param name="colleague">The colleague; the date since when their profile is complete is updated.</param>
    /// <param name="known">All evidence about the colleague.</param>
    /// <param name="claims">All claims about the colleague, including contradicted ones.</param>
    /// <returns>The evidence that no longer holds.</returns>
    public static IReadOnlyList<ProfileEvidence> WithoutContradicted(Person colleague, IReadOnlyList<ProfileEvidence> known, IReadOnlyList<Claim> claims)
    {
        var claimed = known.Where(e => e.Kind == CreditEvidence.Claimed).ToList();
        var before = First(claimed);
        var standing = claims.Where(c => c.ContradictedAt is null).ToLookup(c => c.Definition, c => c.At);
        var gone = claimed.FindAll(e => !standing.Contains(e.Definition));
        claimed.Except(gone).ToList().ForEach(e => e.Since = standing[e.Definition].Min());
        if (before is not null && colleague.ProfileCompleteSince == before)
        {
            colleague.ProfileIsComplete(First(known.Except(gone)));
        }

        return gone;
    }

    /// <summary>Removes the effect of confirmations by facts alone: the colleague says that it was not them, so they count as if they had never been made.</summary>
    /// <param name="colleague">The colleague; the date since when their profile is complete is updated.</param>
    /// <param name="known">All evidence about the colleague.</param>
    /// <returns>The evidence that no longer holds.</returns>
    public static IReadOnlyList<ProfileEvidence> WithoutDisowned(Person colleague, IReadOnlyList<ProfileEvidence> known)
    {
        var gone = known.Where(e => e.Kind == CreditEvidence.MatchingFacts).ToList();
        if (First(gone) is { } since && colleague.ProfileCompleteSince == since)
        {
            colleague.ProfileIsComplete(First(known.Except(gone)));
        }

        return gone;
    }

    private static Instant? First(IEnumerable<ProfileEvidence> evidence) => evidence.Where(e => e.Counts).Select(e => (Instant?)e.Since).Min();
}

/// <summary>What kinds of evidence say about who gave them.</summary>
public static class CreditEvidenceExtensions
{
    /// <summary>Whether it can only come from the colleague's own mailbox or from the platform. Facts and claims can come from others.</summary>
    public static bool Proves(this CreditEvidence kind) => kind is CreditEvidence.SignedIn or CreditEvidence.PersonalLink or CreditEvidence.Observed;
}

/// <summary>How it is known that a profile is complete. The first three come from the colleague and differ in how their identity was established.</summary>
public enum CreditEvidence
{
    /// <summary>The colleague signed in with a code from their own mail.</summary>
    SignedIn,

    /// <summary>The colleague used the personal link in a mail to their own address; so could anyone who reads that mail.</summary>
    PersonalLink,

    /// <summary>The colleague gave an e-mail address or personnel number with the matching family name. A colleague who knows both could have done so.</summary>
    MatchingFacts,

    /// <summary>Reported by an import.</summary>
    Observed,

    /// <summary>Claimed by the ambassador and confirmed by nobody yet.</summary>
    Claimed,
}

/// <summary>Which evidence counts. A change applies to evidence reported from then on; what was counted stays counted.</summary>
/// <param name="Confirmations">Evidence from the colleague.</param>
/// <param name="Imports">Evidence from an import.</param>
/// <param name="Claims">Claims by the ambassador alone.</param>
/// <param name="Facts">Whether confirmations by facts that others may know are among the confirmations that count. Their credits are provisional.</param>
public sealed record CountingEvidence(bool Confirmations, bool Imports, bool Claims, bool Facts = true)
{
    /// <summary>The rule until the lead sets another: claims do not count by themselves.</summary>
    public static readonly CountingEvidence BuiltIn = new(Confirmations: true, Imports: true, Claims: false);

    public bool Includes(CreditEvidence kind) => kind switch
    {
        CreditEvidence.Observed => Imports,
        CreditEvidence.Claimed => Claims,
        CreditEvidence.MatchingFacts => Confirmations && Facts,
        _ => Confirmations,
    };
}
