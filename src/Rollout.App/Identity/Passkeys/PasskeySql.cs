using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Identity.Passkeys;

/// <summary>What several commands do with passkeys.</summary>
internal static class PasskeySql
{
    /// <summary>Deletes the passkeys of people.</summary>
    public static Task<int> EndPasskeysAsync(this RolloutDb db, IReadOnlyCollection<PersonId> people, CancellationToken ct) =>
        db.Passkeys.Where(k => people.Contains(k.Person)).ExecuteDeleteAsync(ct);
}
