using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Shared.PersonReferences;

/// <summary>
/// Every column of one module that refers to people, and what to do where moving is not enough because both people may have a row. A test compares the columns
/// with the database.
/// </summary>
public interface IPersonReferences
{
    IReadOnlyList<PersonReference> All { get; }

    /// <summary>What both have, so that one of the two remains.</summary>
    Task<IReadOnlyList<SharedReference>> SharedAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct) => Task.FromResult<IReadOnlyList<SharedReference>>([]);

    /// <summary>Refuses what cannot be one.</summary>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="PersonRules"/> rule is broken.</exception>
    Task EnsureMergeableAsync(RolloutDb db, PersonId kept, PersonId merged, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Leaves one of two where both people have a row, before the rows of the merged person move. Both people are locked.</summary>
    Task JoinAsync(RolloutDb db, PersonId kept, PersonId merged, Instant now, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Brings in line what follows from rows that have moved.</summary>
    Task SettleAsync(RolloutDb db, Person kept, PersonId merged, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Deletes what was written by or about someone who left long ago. What is counted stays.</summary>
    Task AnonymiseAsync(RolloutDb db, PersonId person, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Keeps counts right before what the person had is deleted. They are marked as left, and gave up what was still to come.</summary>
    Task ForgetAsync(RolloutDb db, PersonId person, CancellationToken ct) => Task.CompletedTask;
}

/// <param name="What">What it is called, such as the title of the topic.</param>
public sealed record SharedReference(ReferenceKind Kind, string What);
