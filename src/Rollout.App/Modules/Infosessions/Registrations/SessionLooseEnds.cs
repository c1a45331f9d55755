using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>The infosessions that people give. People who leave give up their places and are no longer key users of coming dry-runs: a seat goes to the
/// next who waits in the same transaction.</summary>
internal sealed class SessionLooseEnds(RolloutSettingsCache rollouts, SeatBatchHandler seats) : ILooseEnds
{
    public async Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct)
    {
        var given = await (
            from s in db.Infosessions
            join p in people on s.Facilitator equals p.Id
            join t in db.Topics on s.Topic equals t.Id
            where s.State != InfosessionState.Cancelled && s.EndsAt > now
            orderby s.StartsAt
            select new { s.Id, p.Name, Title = new TopicTitle(t.Title, t.Language, t.Translations), s.Starts }).ToListAsync(ct);
        return given.ConvertAll(s => new LooseEnd(LooseEndKind.GivesInfosession, s.Name, s.Title.First, $"/infosessions/{s.Id.Value}/edit", s.Starts.Date.ToDateOnly())
        {
            Translations = RolloutSettings.KnownLanguages.ToDictionary(l => l, s.Title.In),
        });
    }

    public async Task LetGoAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct)
    {
        await db.KeyUsers.Where(k => people.Contains(k.Person) && db.Infosessions.Any(s => s.Id == k.DryRun && s.StartsAt > now)).ExecuteDeleteAsync(ct);
        var places = await db.Registrations.GivenUpOnLeaving(db, now).Where(r => people.Contains(r.Person)).Select(r => new { r.Infosession, r.Person }).ToListAsync(ct);
        if (places.Count == 0)
        {
            return;
        }

        var rollout = await rollouts.GetAsync(ct);
        await db.LockPeopleAsync(people, ct);
        await db.LockInfosessionsAsync([.. places.Select(p => p.Infosession).Distinct()], ct);
        foreach (var place in places)
        {
            await seats.WithdrawAsync(db, rollout, place.Infosession, place.Person, ct);
        }
    }
}
