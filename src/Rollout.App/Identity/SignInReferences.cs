using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Persistence;
using Rollout.App.Shared.PersonReferences;
using Rollout.Domain.Access;
using Rollout.Domain.People;

namespace Rollout.App.Identity;

/// <summary>
/// Where people are signed in, the codes mailed to them and the accounts they sign in with. A code on its way signs in the person who is kept; of two accounts
/// of one provider, and of two cards, theirs is kept. A passkey names the person it was made for, so those of the other end.
/// </summary>
internal sealed class SignInReferences : IPersonReferences
{
    public IReadOnlyList<PersonReference> All { get; } =
    [
        PersonReference.To<AccessCard>(c => c.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<AccessCard>(c => c.PrintedBy, ReferenceKind.Record, OnRemoval.Keeps),
        PersonReference.To<CompanyAccount>(a => a.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<Passkey>(k => k.Person, ReferenceKind.SignIns, OnRemoval.Goes, OnMerge.Ends),
        PersonReference.To<SignInCode>(c => c.Person, ReferenceKind.SignIns, OnRemoval.Goes),
        PersonReference.To<SignInSession>(s => s.Person, ReferenceKind.SignIns, OnRemoval.Goes, OnMerge.Ends),
    ];

    public async Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct)
    {
        await db.CompanyAccounts.Where(a => a.Person == merged && db.CompanyAccounts.Any(k => k.Person == kept && k.Issuer == a.Issuer)).ExecuteDeleteAsync(ct);
        if (await db.AccessCards.AnyAsync(c => c.Person == kept && c.EndedAt == null, ct))
        {
            await db.EndAccessCardsAsync([merged], now, ct);
        }
    }
}
