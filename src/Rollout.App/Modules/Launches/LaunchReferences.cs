using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches;

/// <summary>Who planned, ticked, signed and reported. A sign-off keeps the name it was signed with: its chain would break otherwise.</summary>
internal sealed class LaunchReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<Deputy>(d => d.Person, ReferenceKind.Duties, OnRemoval.Keeps),
        PersonReference.To<Deputy>(d => d.NamedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Launch>(l => l.LeftOutBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<ReadinessCheck>(c => c.Owner, ReferenceKind.Duties, OnRemoval.Keeps),
        PersonReference.To<ReadinessCheck>(c => c.DoneBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<ReadinessCheck>(c => c.FellBackBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<RollCall>(r => r.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<SignOff>(s => s.By, ReferenceKind.Record, OnRemoval.Keeps, OnMerge.Stays),
        PersonReference.To<SignOff>(s => s.ConditionOwner, ReferenceKind.Record, OnRemoval.Keeps, OnMerge.Stays),
        PersonReference.To<Wave>(w => w.HeldBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Wave>(w => w.PlannedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<Wave>(w => w.StartedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<WaveEvent>(e => e.By, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<WeekStep>(s => s.By, ReferenceKind.Record, OnRemoval.Keeps),
    ];
}
