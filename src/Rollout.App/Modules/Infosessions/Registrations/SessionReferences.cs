using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>
/// The places people have and the infosessions they give. Of two places in one infosession the better one remains, and the other seat goes to the next in line.
/// </summary>
internal sealed class SessionReferences(RolloutSettingsCache rollouts, SeatBatchHandler seats) : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<CalendarFeed>(f => f.Person, ReferenceKind.SignIns, OnRemoval.Goes, OnMerge.Stays), // both addresses go on working
        PersonReference.To<FeedbackAsk>(a => a.Person, ReferenceKind.Messages, OnRemoval.Goes),
        PersonReference.To<Finding>(f => f.Person, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Finding>(f => f.SettledBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Finding>(f => f.WaivedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Infosession>(s => s.Facilitator, ReferenceKind.Gives, OnRemoval.Keeps),
        PersonReference.To<KeyUser>(k => k.Person, ReferenceKind.DryRuns, OnRemoval.Goes),
        PersonReference.To<QueuePriorityOverride>(o => o.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<QueuePriorityOverride>(o => o.Person, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Registration>(r => r.Person, ReferenceKind.Places, OnRemoval.Goes),
    ];

    public async Task<IReadOnlyList<SharedReference>> SharedAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct)
    {
        var topics = await (
            from r in db.Registrations
            join s in db.Infosessions on r.Infosession equals s.Id
            join t in db.Topics on s.Topic equals t.Id
            where r.Person == merged && db.Registrations.Any(k => k.Person == kept && k.Infosession == r.Infosession)
            orderby s.StartsAt
            select new TopicTitle(t.Title, t.Language, t.Translations)).ToListAsync(ct);
        return topics.ConvertAll(title => new SharedReference(ReferenceKind.Places, title.ToString()));
    }

    public async Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct)
    {
        await db.KeyUsers.Where(k => k.Person == merged && db.KeyUsers.Any(o => o.Person == kept && o.DryRun == k.DryRun)).ExecuteDeleteAsync(ct);
        await db.FeedbackAsks.Where(a => a.Person == merged && db.FeedbackAsks.Any(o => o.Person == kept && o.Infosession == a.Infosession)).ExecuteDeleteAsync(ct);
        var places = await db.Registrations.AsNoTracking().Where(r => r.Person == kept || r.Person == merged).ToListAsync(ct);
        var surplus = places.GroupBy(r => r.Infosession).Where(twice => twice.Count() == 2)
            .Select(twice => twice.OrderBy(r => Rank(r.State)).ThenBy(r => r.Person != kept).Last()).ToList();
        if (surplus.Count > 0)
        {
            await db.LockInfosessionsAsync([.. surplus.Select(r => r.Infosession)], ct);
            await LetGoAsync(db, surplus, now, ct);
        }
    }

    public async Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct)
    {
        await db.WarmUpAnswers.Where(a => db.Registrations.Any(r => r.Id == a.Registration && r.Person == person)).ExecuteUpdateAsync(set => set.SetProperty(a => a.Text, ""), ct);
        await db.QueuePriorityOverride.Where(o => o.Person == person).ExecuteUpdateAsync(set => set.SetProperty(o => o.Reason, ""), ct);
    }

    public async Task ForgetAsync(RolloutDb db, PersonId person, CancellationToken ct)
    {
        var held = await db.Registrations.AsNoTracking().Where(r => r.Person == person).ToListAsync(ct);
        await db.LockInfosessionsAsync([.. held.Select(r => r.Infosession)], ct);
        await GiveBackAsync(db, held, ct);
    }

    private async Task LetGoAsync(RolloutDb db, List<Registration> places, Instant now, CancellationToken ct)
    {
        var ids = places.ConvertAll(r => r.Infosession);
        var ahead = await db.Infosessions.Where(s => ids.Contains(s.Id) && s.State == InfosessionState.Published && s.StartsAt > now).Select(s => s.Id).ToListAsync(ct);
        var rollout = await rollouts.GetAsync(ct);
        foreach (var place in places.Where(r => ahead.Contains(r.Infosession) && r.State is RegistrationState.Registered or RegistrationState.Offered or RegistrationState.Waiting))
        {
            await seats.WithdrawAsync(db, rollout, place.Infosession, place.Person, ct);
        }

        await GiveBackAsync(db, places.FindAll(r => !ahead.Contains(r.Infosession)), ct);
        db.ChangeTracker.Clear();
        var surplus = places.ConvertAll(r => r.Id);
        await db.Registrations.Where(r => surplus.Contains(r.Id)).ExecuteDeleteAsync(ct);
    }

    /// <summary>Counts the seats of infosessions that are over without places that are about to be deleted.</summary>
    private static async Task GiveBackAsync(RolloutDb db, IEnumerable<Registration> places, CancellationToken ct)
    {
        var over = places.Where(r => r.HoldsASeat).Select(r => r.Infosession).ToList();
        await db.Infosessions.Where(s => over.Contains(s.Id) && s.Taken > 0).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, s => s.Taken - 1).SetProperty(s => s.Version, s => s.Version + 1), ct);
    }

    // The best first.
    private static int Rank(RegistrationState state) => state switch
    {
        RegistrationState.Attended => 0,
        RegistrationState.Registered => 1,
        RegistrationState.Offered => 2,
        RegistrationState.Waiting => 3,
        RegistrationState.NoShow => 4,
        _ => 5,
    };
}
