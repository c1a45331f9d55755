using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>The facilitator or the lead notes attendance for everyone with a place: the chosen ones came, the others did not.</summary>
public sealed class TickAttendance(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">An <see cref="InfosessionRules"/> rule is broken.</exception>
    public async Task RunAsync(InfosessionId id, IReadOnlyCollection<PersonId> came, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        session.EnsureRunBy(actor);
        InfosessionRules.IsNotCancelled.Ensure(session.State != InfosessionState.Cancelled);
        InfosessionRules.AttendanceAfterTheStart.Ensure(clock.GetCurrentInstant() >= session.StartsAt);
        var there = came.ToHashSet();
        foreach (var registration in await db.Registrations.Where(r => r.Infosession == id && (r.State == RegistrationState.Registered || r.State == RegistrationState.Attended || r.State == RegistrationState.NoShow)).ToListAsync(ct))
        {
            registration.Tick(there.Contains(registration.Person), session.StartsAt, clock.GetCurrentInstant());
        }

        await db.SaveChangesAsync(ct);
    }
}
