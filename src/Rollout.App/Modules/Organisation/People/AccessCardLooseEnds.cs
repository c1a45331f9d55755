using NodaTime;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.People;

/// <summary>The access card of someone who leaves ends with them, so that it does not work again if they come back.</summary>
internal sealed class AccessCardLooseEnds : ILooseEnds
{
    public Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct) => Task.FromResult<IReadOnlyList<LooseEnd>>([]);

    public Task LetGoAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct) => db.EndAccessCardsAsync([.. people], now, ct);
}
