using NodaTime;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// Decides who a colleague counts for: a pure function of who asked them, who they accepted, and what is known about their profile. It uses when things
/// happened, never when they were reported, so the same events give the same credit in whatever order they arrive.
/// </summary>
public static class CreditAttribution
{
    /// <summary>
    /// The credit that is due, if any. The profile must be completed after the ambassador asked and within the ambassador's term. Among several ambassadors,
    /// the one whose credit is due first gets it: the first acceptance, and a claim only if there was no acceptance by then.
    /// </summary>
    /// <param name="ways">The colleague's invitations and claims.</param>
    /// <param name="evidence">The evidence about the colleague's profile.</param>
    /// <param name="completeSince">The earliest moment the profile is known to be complete, if earlier than the evidence.</param>
    public static AttributedCredit? Of(IEnumerable<AttributionClaim> ways, IEnumerable<ProfileEvidence> evidence, Instant? completeSince)
    {
        var counting = evidence.Where(e => e.Counts).ToList();
        var first = counting
            .OrderBy(e => e.Since).ThenBy(e => e.Kind.ToString(), StringComparer.Ordinal).ThenBy(e => e.Definition)
            .FirstOrDefault();
        if (first is null)
        {
            return null;
        }

        var complete = Instant.Min(first.Since, completeSince ?? first.Since);
        return InOrder(ways.Where(way => way.IsOpenAt(complete) && way.Asked <= complete), complete).FirstOrDefault() is { } way
            ? new AttributedCredit(way.Ambassador, Instant.Max(complete, way.StartedAt), first.Kind, first.Definition, !counting.Exists(e => e.Settles))
            : null;
    }

    /// <summary>
    /// The ambassador whose invitation currently holds while there is no credit: the first accepted one whose term is open, unless the profile was complete
    /// before.
    /// </summary>
    public static AmbassadorId? Holder(IEnumerable<AttributionClaim> ways, Instant? completeSince, Instant now) =>
        InOrder(ways.Where(way => !way.IsClaim && way.IsOpenAt(now) && !(completeSince < way.Asked)), Instant.MinValue).FirstOrDefault()?.Ambassador;

    // Ordered by when each would become a credit, so that later events never move one; then acceptances before claims, the earliest first.
    private static IEnumerable<AttributionClaim> InOrder(IEnumerable<AttributionClaim> ways, Instant complete) => ways
        .Where(way => way.StartedAt < way.Closes)
        .OrderBy(way => Instant.Max(complete, way.StartedAt)).ThenBy(way => way.IsClaim).ThenBy(way => way.EffectiveFrom).ThenBy(way => way.StartedAt).ThenBy(way => way.Ambassador.Value);
}

/// <summary>What links a colleague to an ambassador: an accepted invitation or a claim.</summary>
/// <param name="Asked">When the ambassador first asked or claimed, or the colleague first came: only a profile completed after this is the ambassador's work.</param>
/// <param name="StartedAt">When the colleague accepted, or the ambassador claimed.</param>
/// <param name="Opens">When the ambassador's term opens.</param>
/// <param name="Closes">When it closes: the first instant that does not count.</param>
public sealed record AttributionClaim(AmbassadorId Ambassador, Instant Asked, Instant StartedAt, bool IsClaim, Instant Opens, Instant Closes)
{
    /// <summary>The claims that follow from an invitation and a claim, either of which may be missing; none for someone who was only asked.</summary>
    public static IEnumerable<AttributionClaim> Of(Invitation? invitation, Claim? claim, Ambassador ambassador, DateTimeZone zone)
    {
        Instant?[] moments = [invitation?.InvitedAt, invitation?.CameAt, claim?.At];
        var (opens, closes) = ambassador.TimesIn(zone);
        if (invitation?.CameAt is { } yes)
        {
            yield return new AttributionClaim(ambassador.Id, moments.Min()!.Value, yes, IsClaim: false, opens, closes);
        }

        if (claim is not null)
        {
            yield return new AttributionClaim(ambassador.Id, moments.Min()!.Value, claim.At, IsClaim: true, opens, closes);
        }
    }

    /// <summary>
    /// From when it is effective: an acceptance that predates the term, carried over from an earlier term or another ambassador, takes effect when the term
    /// opens.
    /// </summary>
    public Instant EffectiveFrom => Instant.Max(StartedAt, Opens);

    /// <summary>
    /// The same, for the windows the ambassador had before <paramref name="moved"/>. Earlier windows are not stored, but a credit given in one of them shows
    /// that it was open.
    /// </summary>
    public AttributionClaim Earlier(Instant moved) => this with { Opens = Instant.MinValue, Closes = moved };

    public bool IsOpenAt(Instant moment) => moment >= Opens && moment < Closes;
}

/// <summary>A credit that is due.</summary>
/// <param name="At">The moment from which it counts.</param>
/// <param name="Provisional">Whether no evidence that counts settles it.</param>
public sealed record AttributedCredit(AmbassadorId Ambassador, Instant At, CreditEvidence Evidence, int Definition, bool Provisional = false);
