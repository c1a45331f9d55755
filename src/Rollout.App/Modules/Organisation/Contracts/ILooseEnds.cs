using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Contracts;

/// <summary>
/// What hangs on people in one module. Code that marks people as left calls <see cref="LetGoAsync"/> in the same transaction; what only a human can answer stays
/// a loose end, shown to the lead until someone else has it.
/// </summary>
public interface ILooseEnds
{
    Task<IReadOnlyList<LooseEnd>> FindAsync(RolloutDb db, IQueryable<Person> people, Instant now, CancellationToken ct);

    /// <summary>Takes back what needs no human: a seat goes to the next in line. The people are marked as left already, and locked.</summary>
    Task LetGoAsync(RolloutDb db, IReadOnlyList<PersonId> people, Instant now, CancellationToken ct) => Task.CompletedTask;
}
