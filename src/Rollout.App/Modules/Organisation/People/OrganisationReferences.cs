using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>The branches that people direct, and the files they loaded.</summary>
internal sealed class OrganisationReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<Branch>(b => b.Director, ReferenceKind.Directs, OnRemoval.Keeps),
        PersonReference.To<PersonBefore>(b => b.Person, ReferenceKind.Record, OnRemoval.Goes, OnMerge.Ends),
        PersonReference.To<ImportRun>(r => r.Lead, ReferenceKind.Record, OnRemoval.Keeps),
    ];

    public Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct) => db.PeopleBefore.Where(b => b.Person == person).ExecuteDeleteAsync(ct);
}
