using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Participation;

/// <summary>The accounts people have on the platform, and the weeks in which they were there. The choice of the remaining person says whether it may be shown.</summary>
internal sealed class ActivityReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<Activity>(a => a.Person, ReferenceKind.Activity, OnRemoval.Goes),
        PersonReference.To<ActiveWeek>(w => w.Person, ReferenceKind.Activity, OnRemoval.Goes),
        PersonReference.To<BriefReader>(r => r.Person, ReferenceKind.Messages, OnRemoval.Goes),
        PersonReference.To<PlatformAccount>(a => a.Person, ReferenceKind.Activity, OnRemoval.Goes),
    ];

    public async Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct)
    {
        await db.ActiveWeeks.Where(w => w.Person == merged && db.ActiveWeeks.Any(k => k.Person == kept && k.Monday == w.Monday)).ExecuteDeleteAsync(ct);
        await db.BriefReaders.Where(r => r.Person == merged && db.BriefReaders.Any(k => k.Person == kept)).ExecuteDeleteAsync(ct);
        await db.Activity.Where(a => a.Person == merged && db.Activity.Any(k => k.Person == kept)).ExecuteDeleteAsync(ct);
    }
}
