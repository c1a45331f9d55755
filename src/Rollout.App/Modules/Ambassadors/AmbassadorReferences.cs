using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Credits;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors;

/// <summary>Terms, invitations, evidence and credits. Two people who are one have one credit: the one that is due by all that is known of both.</summary>
internal sealed class AmbassadorReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<Ambassador>(a => a.Person, ReferenceKind.Terms, OnRemoval.Keeps),
        PersonReference.To<AmbassadorQuestion>(q => q.AskedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Candidate>(c => c.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Candidate>(c => c.Person, ReferenceKind.Candidacies, OnRemoval.Goes),
        PersonReference.To<Claim>(c => c.Colleague, ReferenceKind.Evidence, OnRemoval.Goes),
        PersonReference.To<Confirmation>(c => c.Colleague, ReferenceKind.Evidence, OnRemoval.Goes),
        PersonReference.To<Credit>(c => c.Colleague, ReferenceKind.Credits, OnRemoval.Goes),
        PersonReference.To<CreditMove>(m => m.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<CreditReview>(r => r.AnsweredBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<CreditReview>(r => r.Colleague, ReferenceKind.Credits, OnRemoval.Goes),
        PersonReference.To<Invitation>(i => i.Colleague, ReferenceKind.Invitations, OnRemoval.Goes),
        PersonReference.To<ProfileDefinition>(d => d.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<ProfileEvidence>(e => e.Colleague, ReferenceKind.Evidence, OnRemoval.Goes),
        PersonReference.To<Season>(s => s.ClosedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Spotlight>(s => s.AskedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Spotlight>(s => s.Person, ReferenceKind.Terms, OnRemoval.Goes),
    ];

    public async Task<IReadOnlyList<SharedReference>> SharedAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct)
    {
        var inviters = await (
            from i in db.Invitations
            join a in db.Ambassadors on i.Ambassador equals a.Id
            join p in db.People on a.Person equals p.Id
            where i.Colleague == merged && db.Invitations.Any(k => k.Colleague == kept && k.Ambassador == i.Ambassador)
            orderby p.SortName
            select p.Name).ToListAsync(ct);
        var counted = await (
            from c in db.Credits.WithClosedSeasons()
            join a in db.Ambassadors on c.Ambassador equals a.Id
            join p in db.People on a.Person equals p.Id
            where c.Colleague == merged && db.Credits.WithClosedSeasons().Any(k => k.Colleague == kept)
            select p.Name).ToListAsync(ct);
        return [.. inviters.Select(name => new SharedReference(ReferenceKind.Invitations, name)), .. counted.Select(name => new SharedReference(ReferenceKind.Credits, name))];
    }

    public async Task EnsureMergeableAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct) =>
        PersonRules.MergesOneTerm.Ensure(await db.Ambassadors.CountAsync(a => a.Person == kept || a.Person == merged, ct) < 2);

    // The code of an ambassador begins with their name.
    public async Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct)
    {
        await db.CreditReviews.Where(r => r.Colleague == person).ExecuteUpdateAsync(set => set.SetProperty(r => r.Words, "").SetProperty(r => r.Answer, r => r.Answer == null ? null : "").SetProperty(r => r.Version, r => r.Version + 1), ct);
        await db.Spotlights.Where(s => s.Person == person).ExecuteDeleteAsync(ct);
        var code = person.Value.ToString("N")[^12..].ToUpperInvariant();
        await db.Ambassadors.Where(a => a.Person == person).ExecuteUpdateAsync(set => set.SetProperty(a => a.Code, code).SetProperty(a => a.Version, a => a.Version + 1), ct);
    }

    public async Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct)
    {
        await JoinCandidatesAsync(db, kept, merged, ct);
        await JoinInvitationsAsync(db, kept, merged, ct);
        await db.Claims.Where(c => (c.Colleague == merged && db.Claims.Any(k => k.Colleague == kept && k.Ambassador == c.Ambassador && k.At <= c.At))
            || (c.Colleague == kept && db.Claims.Any(m => m.Colleague == merged && m.Ambassador == c.Ambassador && m.At < c.At))).ExecuteDeleteAsync(ct);
        await db.ProfileEvidence.Where(e => (e.Colleague == merged && db.ProfileEvidence.Any(k => k.Colleague == kept && k.Kind == e.Kind && k.Definition == e.Definition && k.Since <= e.Since))
            || (e.Colleague == kept && db.ProfileEvidence.Any(m => m.Colleague == merged && m.Kind == e.Kind && m.Definition == e.Definition && m.Since < e.Since))).ExecuteDeleteAsync(ct);
        await db.Confirmations.Where(c => c.Colleague == merged && db.Confirmations.Any(k => k.Colleague == kept)).ExecuteDeleteAsync(ct);
        await db.CreditReviews.Where(r => r.Colleague == merged && r.AnsweredAt == null && db.CreditReviews.Any(k => k.Colleague == kept && k.By == r.By && k.AnsweredAt == null)).ExecuteDeleteAsync(ct);
        await db.Spotlights.Where(s => s.Person == merged && db.Spotlights.Any(k => k.Person == kept)).ExecuteDeleteAsync(ct);
        await JoinCreditsAsync(db, kept, merged, ct);
    }

    public async Task SettleAsync(RolloutDb db, Person kept, PersonId merged, CancellationToken ct)
    {
        // Nobody brings in themselves.
        var own = await db.Ambassadors.Where(a => a.Person == kept.Id).Select(a => a.Id).ToListAsync(ct);
        await db.Invitations.Where(i => i.Colleague == kept.Id && own.Contains(i.Ambassador)).ExecuteDeleteAsync(ct);
        await db.Claims.Where(c => c.Colleague == kept.Id && own.Contains(c.Ambassador)).ExecuteDeleteAsync(ct);
        await db.SettleAsync(kept, ct);
    }

    private static async Task JoinCandidatesAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct)
    {
        // What they answered last holds.
        var both = await db.Candidates.AsNoTracking().Where(c => c.Person == kept || c.Person == merged).OrderByDescending(c => c.At).ToListAsync(ct);
        var older = both.Skip(1).Select(c => c.Id).ToList();
        await db.Candidates.Where(c => older.Contains(c.Id)).ExecuteDeleteAsync(ct);
    }

    private static async Task JoinInvitationsAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct)
    {
        var all = await db.Invitations.Where(i => i.Colleague == kept || i.Colleague == merged).ToListAsync(ct);
        foreach (var twice in all.GroupBy(i => i.Ambassador).Where(g => g.Count() == 2))
        {
            var (mine, other) = (twice.Single(i => i.Colleague == kept), twice.Single(i => i.Colleague == merged));
            mine.Join(other);
            db.Invitations.Remove(other);
            all.Remove(other);
        }

        // The first they accepted wins.
        foreach (var later in all.Where(i => i.AcceptedAt is not null).OrderBy(i => i.AcceptedAt).Skip(1))
        {
            later.Lapse();
        }

        await db.SaveChangesAsync(ct);
    }

    private static async Task JoinCreditsAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct)
    {
        var (id, old) = (CreditId.Of(kept), CreditId.Of(merged));
        var credits = await db.Credits.WithClosedSeasons().AsNoTracking().Where(c => c.Colleague == kept || c.Colleague == merged).ToListAsync(ct);
        var (mine, other) = (credits.Find(c => c.Colleague == kept), credits.Find(c => c.Colleague == merged));
        if (other is null)
        {
            return;
        }

        // One of a closed season stays as it was; otherwise the one that came first.
        var takesOther = mine is null || (mine.Season is null && (other.Season is not null || other.At < mine.At));
        await db.Credits.WithClosedSeasons().Where(c => c.Colleague == (takesOther ? kept : merged)).ExecuteDeleteAsync(ct);
        if (takesOther)
        {
            await db.Credits.WithClosedSeasons().Where(c => c.Colleague == merged).ExecuteUpdateAsync(set => set.SetProperty(c => c.Id, id).SetProperty(c => c.Colleague, kept), ct);
            await db.CreditMoves.Where(m => m.Credit == old).ExecuteUpdateAsync(set => set.SetProperty(m => m.Credit, id), ct);
        }
    }
}
