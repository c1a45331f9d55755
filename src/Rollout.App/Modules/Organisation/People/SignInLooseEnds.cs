using NodaTime;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Identity.Passkeys;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>The access card and the passkeys of someone who leaves end with them, so that they do not work again if they come back.</summary>
internal sealed class SignInLooseEnds : ILooseEnds
{
    public Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct) => Task.FromResult<IReadOnlyList<LooseEnd>>([]);

    public async Task LetGoAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct)
    {
        await db.EndAccessCardsAsync([.. people], now, ct);
        await db.EndPasskeysAsync([.. people], ct);
    }
}
