using NodaTime;

namespace Rollout.Domain.Ambassadors;

/// <summary>
/// For whom a colleague counts: a pure function of who asked them, whom they said yes to, and what is known about their profile. It looks at when things
/// happened and never at when they were told, so the same events give the same credit in whatever order they arrive.
/// </summary>
public static class CreditAttribution
{
    /// <summary>
    /// The credit that is due, if any. The profile must be complete after the ambassador asked and within the ambassador's term. Of several ambassadors the
    /// one for whom it is due first has it: the first yes, and a claim only where there was no yes by then.
    /// </summary>
    /// <param name="ways">The colleague's ways in.</param>
    /// <param name="evidence">What is known about the colleague's profile.</param>
    /// <param name="completeSince">The earliest moment the profile is known to be complete, if that is earlier than the evidence.</param>
    public static AttributedCredit? Of(IEnumerable<AttributionClaim> ways, IEnumerable<ProfileEvidence> evidence, Instant? completeSince)
    {
        var first = evidence.Where(e => e.Counts)
            .OrderBy(e => e.Since).ThenBy(e => e.Kind.ToString(), StringComparer.Ordinal).ThenBy(e => e.Definition)
            .FirstOrDefault();
        if (first is null)
        {
            return null;
        }

        var complete = Instant.Min(first.Since, completeSince ?? first.Since);
        return InOrder(ways.Where(way => way.IsOpenAt(complete) && way.Asked <= complete), complete).FirstOrDefault() is { } way
            ? new AttributedCredit(way.Ambassador, Instant.Max(complete, way.StartedAt), first.Kind, first.Definition)
            : null;
    }

    /// <summary>Whose invitation stands now, while there is no credit: the first yes to an ambassador whose term is open, unless the profile was complete before.</summary>
    public static AmbassadorId? Holder(IEnumerable<AttributionClaim> ways, Instant? completeSince, Instant now) =>
        InOrder(ways.Where(way => !way.IsClaim && way.IsOpenAt(now) && !(completeSince < way.Asked)), Instant.MinValue).FirstOrDefault()?.Ambassador;

    // By when it would be a credit, so that what happens later never moves one: then a yes before a claim, and the first of them.
    private static IEnumerable<AttributionClaim> InOrder(IEnumerable<AttributionClaim> ways, Instant complete) => ways
        .Where(way => way.StartedAt < way.Closes)
        .OrderBy(way => Instant.Max(complete, way.StartedAt)).ThenBy(way => way.IsClaim).ThenBy(way => way.EffectiveFrom).ThenBy(way => way.StartedAt).ThenBy(way => way.Ambassador.Value);
}

/// <summary>What binds a colleague to an ambassador: a yes of their own, or a claim.</summary>
/// <param name="Asked">When the ambassador first asked or claimed, or the colleague first came: only what is completed from then on is their work.</param>
/// <param name="StartedAt">When the colleague said yes, or the ambassador claimed.</param>
/// <param name="Opens">When the ambassador's term begins.</param>
/// <param name="Closes">When it is over: the first moment that does not count.</param>
public sealed record AttributionClaim(AmbassadorId Ambassador, Instant Asked, Instant StartedAt, bool IsClaim, Instant Opens, Instant Closes)
{
    /// <summary>What an invitation and a claim come to, either of which there may not be; nothing for someone who was only asked.</summary>
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

    /// <summary>From when on it binds: a yes from before, taken over from an earlier term or another ambassador, binds when the term begins.</summary>
    public Instant EffectiveFrom => Instant.Max(StartedAt, Opens);

    /// <summary>The same in the windows the ambassador had until then: they are not kept, but a credit that was given in one of them shows that it was open.</summary>
    public AttributionClaim Earlier(Instant moved) => this with { Opens = Instant.MinValue, Closes = moved };

    public bool IsOpenAt(Instant moment) => moment >= Opens && moment < Closes;
}

/// <summary>A credit that is due.</summary>
/// <param name="At">From when on it counts.</param>
public sealed record AttributedCredit(AmbassadorId Ambassador, Instant At, CreditEvidence Evidence, int Definition);
