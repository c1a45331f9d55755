using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>A note that someone is there, or is not there after all.</summary>
/// <param name="Ago">How long ago it was noted. A duration, because a phone may send it later and its clock may be wrong.</param>
public sealed record AttendanceTick(PersonId Person, bool Came, Duration Ago);

/// <summary>Records attendance at one infosession, at the door or from the list of people, and lets in walk-ins. Nothing else records it.</summary>
public sealed class RecordAttendance(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollouts, WaitingLists lists, IClock clock)
{
    /// <summary>How long a phone may keep a note before sending it.</summary>
    private static readonly Duration LongestAgo = Duration.FromDays(3);

    /// <summary>Records notes. Repeating one changes nothing, and the latest note wins. People who no longer have a place are skipped.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task TickAsync(InfosessionId id, IReadOnlyCollection<AttendanceTick> ticks, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await MineAsync(db, id, ct);
        await NoteAsync(db, session, _ => ticks, ct);
    }

    /// <summary>Takes the whole list: those named came, and everyone else who has a place did not.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule refuses.</exception>
    public async Task NoteAllAsync(InfosessionId id, IReadOnlyCollection<PersonId> came, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await MineAsync(db, id, ct);
        InfosessionRules.AttendanceAfterTheStart.Ensure(clock.GetCurrentInstant() >= session.StartsAt);
        var there = came.ToHashSet();
        await NoteAsync(db, session, places => [.. places.Select(p => new AttendanceTick(p.Person, there.Contains(p.Person), Duration.Zero))], ct);
    }

    private async Task NoteAsync(RolloutDb db, Infosession session, Func<IReadOnlyList<Registration>, IEnumerable<AttendanceTick>> told, CancellationToken ct)
    {
        var (id, now, rollout) = (session.Id, clock.GetCurrentInstant(), await rollouts.GetAsync(ct));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync(About(id), ct);
        var places = await db.Registrations.Where(r => r.Infosession == id).ToListAsync(ct);
        var byPerson = places.ToDictionary(r => r.Person);
        var freed = 0;
        foreach (var tick in told(places).OrderByDescending(t => t.Ago))
        {
            if (byPerson.GetValueOrDefault(tick.Person) is { IsAtTheDoor: true } place)
            {
                var (ago, seated) = (Duration.Min(Duration.Max(tick.Ago, Duration.Zero), LongestAgo), place.HoldsASeat);
                freed += place.Tick(tick.Came, session.StartsAt, now - ago) && seated && !place.HoldsASeat ? 1 : 0;
            }
        }

        await db.SaveChangesAsync(ct);
        if (freed > 0)
        {
            // The walk-in was a mistake: the chair is free again, and before the start it goes to the next person waiting.
            await db.LockInfosessionsAsync([id], ct);
            await db.CountAsync(id, taken: -freed, ct: ct);
            await lists.AdvanceAsync(db, rollout, id, now, ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>Lets in someone without a place: on a free seat, otherwise on the chair of someone who did not come.</summary>
    /// <exception cref="BrokenRuleException">Every chair is taken, or an <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task LetInAsync(InfosessionId id, PersonId person, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (session, now) = (await MineAsync(db, id, ct), clock.GetCurrentInstant());
        InfosessionRules.AttendanceOnceTheDoorIsOpen.Ensure(now >= session.StartsAt - Infosession.DoorOpens);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.AcquireLockAsync(About(id), ct);
        await db.LockInfosessionsAsync([id], ct);
        var place = await db.Registrations.SingleOrDefaultAsync(r => r.Infosession == id && r.Person == person, ct);
        if (place is { IsAtTheDoor: true })
        {
            await transaction.RollbackAsync(ct);
            await TickAsync(id, [new AttendanceTick(person, Came: true, Duration.Zero)], ct);
            return;
        }

        if (place is { State: RegistrationState.Waiting or RegistrationState.Offered })
        {
            await db.GiveBackAsync(id, place.State, ct);
        }

        // Until the infosession starts, a free seat belongs to the waiting list.
        var started = now >= session.StartsAt;
        var seated = await db.Infosessions.Where(s => s.Id == id && s.Taken + s.Offered < s.Seats && (started || s.Waiting == 0))
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Taken, x => x.Taken + 1), ct) == 1;
        if (!seated)
        {
            var there = await db.Registrations.CountAsync(r => r.Infosession == id && r.State == RegistrationState.Attended, ct);
            InfosessionRules.WalkInNeedsAChair.Ensure(started && there < session.Seats);
        }

        InfosessionRules.OnlyWhoWorksHereWalksIn.Ensure(await db.People.AnyAsync(p => p.Id == person && p.Active, ct));
        if (place is null)
        {
            db.Registrations.Add(Registration.WalkIn(person, id, onFreeChair: !seated, now));
        }
        else
        {
            place.WalkIn(onFreeChair: !seated, now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Closes the list: everyone with a place who was not ticked did not come.</summary>
    /// <exception cref="BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task CloseAsync(InfosessionId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var (session, now) = (await MineAsync(db, id, ct), clock.GetCurrentInstant());
        InfosessionRules.AttendanceAfterTheStart.Ensure(now >= session.StartsAt);

        // Dated before the first tick, so that a note made at the door and sent later overrides this conclusion.
        var opened = session.StartsAt - Infosession.DoorOpens;
        await db.Registrations.Where(r => r.Infosession == id && r.State == RegistrationState.Registered)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.State, RegistrationState.NoShow).SetProperty(x => x.At, opened), ct);
    }

    private async Task<Infosession> MineAsync(RolloutDb db, InfosessionId id, CancellationToken ct)
    {
        var session = await db.Infosessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, ct);
        InfosessionRules.OpenForSignUp.Ensure(session is { State: not InfosessionState.Draft });
        session!.EnsureRunBy(await me.GetAsync(ct));
        InfosessionRules.IsNotCancelled.Ensure(session.State != InfosessionState.Cancelled);
        return session;
    }

    private static string About(InfosessionId id) => $"door:{id}";
}
