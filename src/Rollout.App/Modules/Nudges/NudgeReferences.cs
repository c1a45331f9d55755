using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges;

/// <summary>What people were nudged about, what they stopped, and who wrote and changed rules. Whichever of two people stopped a rule, both did.</summary>
internal sealed class NudgeReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<InfosessionAnnouncement>(a => a.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<NudgeAnswer>(a => a.Person, ReferenceKind.Messages, OnRemoval.Goes),
        PersonReference.To<NudgeAnswer>(a => a.ReadBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<NudgeBranchPause>(p => p.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<NudgeOptOut>(o => o.Person, ReferenceKind.Messages, OnRemoval.Goes),
        PersonReference.To<NudgeRuleEvent>(e => e.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<NudgeRuleVersion>(v => v.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<NudgeRun>(r => r.Person, ReferenceKind.Messages, OnRemoval.Goes),
    ];

    public async Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct)
    {
        await db.NudgeAnswers.Where(a => a.Person == person).ExecuteDeleteAsync(ct);
        await db.NudgeOptOuts.Where(o => o.Person == person).ExecuteDeleteAsync(ct);
    }

    public async Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct)
    {
        await db.NudgeOptOuts.Where(o => o.Person == merged && db.NudgeOptOuts.Any(k => k.Person == kept && k.About == o.About)).ExecuteDeleteAsync(ct);
        await db.NudgeRuns.Where(r => r.Person == merged && db.NudgeRuns.Any(k => k.Person == kept && k.Rule == r.Rule && k.Occasion == r.Occasion)).ExecuteDeleteAsync(ct);
    }
}
