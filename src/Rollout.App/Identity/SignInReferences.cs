using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Access;

namespace Rollout.App.Identity;

/// <summary>Where people are signed in, and the codes mailed to them. A code on its way signs in the person who is kept.</summary>
internal sealed class SignInReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<SignInCode>(c => c.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<SignInSession>(s => s.Person, ReferenceKind.SignIns, OnRemoval.Goes, OnMerge.Ends),
    ];
}
