using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Invitations;

/// <summary>What an ambassador's link shows the current person.</summary>
/// <param name="Code">The ambassador's code, in its stored form.</param>
/// <param name="Ambassador">The ambassador's given name.</param>
/// <param name="AmbassadorName">The ambassador's full name.</param>
/// <param name="Branch">The ambassador's branch.</param>
/// <param name="From">The first day of the window.</param>
/// <param name="Colleague">The given name of the current person, if known.</param>
/// <param name="ColleagueName">The full name of the current person, if known.</param>
/// <param name="Other">The other ambassador whom the colleague accepted, or for whom they count.</param>
/// <param name="Provisional">Whether they count by facts that others may know.</param>
public sealed record InvitationView(
    string Code, string Ambassador, string AmbassadorName, string Branch, LocalDate From, string? Colleague, string? ColleagueName, InvitationViewState InvitationViewState, OtherAmbassador? Other,
    bool Provisional = false)
{
    /// <summary>The ambassador has left. Confirmations still count for them until the lead hands the term over.</summary>
    public bool HasLeft { get; init; }

    /// <summary>Someone of the branch who serves, where the ambassador of the link left or their window is over.</summary>
    public OtherAmbassador? TakesOver { get; init; }
}

/// <summary>An ambassador other than the one of the link.</summary>
public sealed record OtherAmbassador(string Name, string Code);

/// <summary>The state of an invitation for the current person.</summary>
public enum InvitationViewState
{
    /// <summary>The ambassador's window has not begun.</summary>
    NotYet,

    /// <summary>The window is over, or the ambassador stepped down.</summary>
    Ended,

    /// <summary>The person is not known yet.</summary>
    Stranger,

    /// <summary>The ambassador opened their own link.</summary>
    OwnLink,

    /// <summary>A known person who can accept.</summary>
    CanAccept,

    /// <summary>Accepted; the profile is still to be confirmed, or was confirmed by facts alone and the person there can prove that it was them.</summary>
    Accepted,

    /// <summary>Accepted and confirmed, where only imports count: counts as soon as an import says so.</summary>
    Told,

    /// <summary>Another ambassador's invitation was accepted first.</summary>
    AcceptedElsewhere,

    /// <summary>The profile was complete before the invitation; there is nothing to count.</summary>
    CompleteBefore,

    /// <summary>The colleague counts, for this ambassador or another.</summary>
    Counted,
}

/// <summary>Finds what an ambassador's link shows. Changes nothing, because mail scanners open links too.</summary>
public sealed class FindInvitation(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    /// <param name="typed">The code from the address, or as typed.</param>
    /// <param name="who">The current person, if known.</param>
    public async Task<InvitationView?> RunAsync(string? typed, Invited? who, CancellationToken ct = default)
    {
        if (AmbassadorCode.Read(typed) is not { } code)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from a in db.Ambassadors.AsNoTracking()
            join p in db.People on a.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            where a.Code == code
            select new { Ambassador = a, p.GivenName, p.Name, p.Active, BranchId = b.Id, Branch = b.Name, b.Zone }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var now = clock.GetCurrentInstant();
        var there = who is null ? null : await ThereAsync(db, who.Person, found.Ambassador.Id, ct);
        var (stand, other) = there is { Provisional: true, CountsFor: { } counts } && counts.Id == found.Ambassador.Id && who!.Evidence.Proves()
            ? (InvitationViewState.Accepted, null)
            : StandOf(found.Ambassador, now, now.InZone(found.Zone).Date, there);
        return new InvitationView(
            found.Ambassador.Code, found.GivenName, found.Name, found.Branch, found.Ambassador.From, there?.GivenName, there?.Name, stand, other,
            stand == InvitationViewState.Counted && there!.Provisional)
        {
            HasLeft = !found.Active,
            TakesOver = found.Active && stand != InvitationViewState.Ended ? null : await AnotherAsync(db, found.BranchId, found.Ambassador.Id, now.InZone(found.Zone).Date, ct),
        };
    }

    /// <summary>Who of the branch serves and has most room, for a colleague whose ambassador does not any more.</summary>
    private static Task<OtherAmbassador?> AnotherAsync(RolloutDb db, BranchId branch, AmbassadorId than, LocalDate today, CancellationToken ct) => (
        from a in db.Ambassadors
        join p in db.People on a.Person equals p.Id
        where p.Branch == branch && p.Active && a.Id != than && a.SteppedDownAt == null && a.From <= today && a.Until >= today
        orderby a.Quota - db.Credits.Count(c => c.Ambassador == a.Id) descending, p.SortName
        select new OtherAmbassador(p.Name, a.Code)).FirstOrDefaultAsync(ct);

    private (InvitationViewState InvitationViewState, OtherAmbassador? Other) StandOf(Ambassador ambassador, Instant now, LocalDate today, FoundInvitation? there)
    {
        if (there?.CountsFor is { } counts)
        {
            return (InvitationViewState.Counted, counts.Id == ambassador.Id ? null : new OtherAmbassador(counts.Name, counts.Code));
        }

        var term = ambassador.TermOn(today);
        if (term is not TermStatus.Open)
        {
            return (term == TermStatus.NotYet ? InvitationViewState.NotYet : InvitationViewState.Ended, null);
        }

        return there switch
        {
            null => (InvitationViewState.Stranger, null),
            _ when there.Id == ambassador.Person => (InvitationViewState.OwnLink, null),
            _ when there.ProfileCompleteSince < there.CountsFrom(now) => (InvitationViewState.CompleteBefore, null),
            { AcceptedAt: not null } => (there.Told ? InvitationViewState.Told : InvitationViewState.Accepted, null),
            { Accepted: { SteppedDownAt: null } accepted } when now.InZone(accepted.Zone).Date <= accepted.Until =>
                (InvitationViewState.AcceptedElsewhere, new OtherAmbassador(accepted.Name, accepted.Code)),
            _ => (InvitationViewState.CanAccept, null),
        };
    }

    private static Task<FoundInvitation?> ThereAsync(RolloutDb db, PersonId person, AmbassadorId ambassador, CancellationToken ct) => db.People
        .WithClosedSeasons() // a colleague who counted in an earlier season has counted
        .Where(p => p.Id == person && p.Active)
        .Select(p => new FoundInvitation(
            p.Id,
            p.GivenName,
            p.Name,
            p.ProfileCompleteSince,
            db.ProfileEvidence.Any(e => e.Colleague == p.Id && e.Kind != CreditEvidence.Observed && e.Kind != CreditEvidence.Claimed),
            db.Credits.Any(c => c.Colleague == p.Id && c.Provisional && c.Season == null),
            db.Invitations.Where(i => i.Ambassador == ambassador && i.Colleague == p.Id).Select(i => i.InvitedAt).FirstOrDefault(),
            db.Invitations.Where(i => i.Ambassador == ambassador && i.Colleague == p.Id).Select(i => i.AcceptedAt).FirstOrDefault(),
            (from i in db.Invitations
             join a in db.Ambassadors on i.Ambassador equals a.Id
             join q in db.People on a.Person equals q.Id
             join b in db.Branches on q.Branch equals b.Id
             where i.Colleague == p.Id && i.AcceptedAt != null && i.Ambassador != ambassador
             select new FoundAmbassador(a.Id, q.Name, a.Code, a.SteppedDownAt, a.Until, b.Zone)).FirstOrDefault(),
            (from c in db.Credits
             join a in db.Ambassadors on c.Ambassador equals a.Id
             join q in db.People on a.Person equals q.Id
             join b in db.Branches on q.Branch equals b.Id
             where c.Colleague == p.Id
             select new FoundAmbassador(a.Id, q.Name, a.Code, a.SteppedDownAt, a.Until, b.Zone)).FirstOrDefault()))
        .SingleOrDefaultAsync(ct);

    private sealed record FoundInvitation(
        PersonId Id, string GivenName, string Name, Instant? ProfileCompleteSince, bool Told, bool Provisional, Instant? InvitedAt, Instant? AcceptedAt, FoundAmbassador? Accepted, FoundAmbassador? CountsFor)
    {
        // Equal to Invitation.CountsFrom, or to what it would be if they accepted now.
        public Instant CountsFrom(Instant now) => Instant.Min(InvitedAt ?? Instant.MaxValue, AcceptedAt ?? now);
    }

    private sealed record FoundAmbassador(AmbassadorId Id, string Name, string Code, Instant? SteppedDownAt, LocalDate Until, DateTimeZone Zone);
}
