using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>
/// Where people are signed in, the codes mailed to them and the accounts they sign in with. A code on its way signs in the person who is kept; of two accounts
/// of one provider theirs is kept.
/// </summary>
internal sealed class SignInReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<CompanyAccount>(a => a.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<SignInCode>(c => c.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<SignInSession>(s => s.Person, ReferenceKind.SignIns, OnRemoval.Goes, OnMerge.Ends),
    ];

    public Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct) =>
        db.CompanyAccounts.Where(a => a.Person == merged && db.CompanyAccounts.Any(k => k.Person == kept && k.Issuer == a.Issuer)).ExecuteDeleteAsync(ct);
}
