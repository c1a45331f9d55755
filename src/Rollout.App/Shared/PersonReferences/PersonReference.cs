using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.People;

namespace Rollout.App.Shared.PersonReferences;

/// <summary>A column that refers to people, and what becomes of it when two people turn out to be one, or when someone is removed.</summary>
/// <param name="Column">Class and property: "Registration.Person".</param>
/// <param name="OnMerge">What becomes of it when the person it refers to is merged into another.</param>
/// <param name="OnRemoval">What becomes of it when the person it refers to is removed.</param>
public sealed record PersonReference(string Column, ReferenceKind Kind, OnMerge OnMerge, OnRemoval OnRemoval)
{
    /// <summary>Everyone referred to.</summary>
    public required Func<RolloutDb, IQueryable<PersonId?>> People { get; init; }

    /// <summary>Counts the rows that refer to someone.</summary>
    public required Func<RolloutDb, PersonId, CancellationToken, Task<int>> CountAsync { get; init; }

    /// <summary>Makes the rows of the first person refer to the second.</summary>
    public required Func<RolloutDb, PersonId, PersonId, CancellationToken, Task<int>> MoveAsync { get; init; }

    /// <summary>Deletes the rows that refer to someone.</summary>
    public required Func<RolloutDb, PersonId, CancellationToken, Task<int>> DeleteAsync { get; init; }

    public static PersonReference To<T>(
        Expression<Func<T, PersonId>> column, ReferenceKind kind, OnRemoval onRemoval, OnMerge onMerge = OnMerge.Moves)
        where T : class
    {
        var rows = Rows<T>(column, id => Expression.Constant(id));
        return Of(column, kind, onRemoval, onMerge, rows, (db, from, into, ct) => rows(db, from).ExecuteUpdateAsync(set => set.SetProperty(column, into), ct));
    }

    public static PersonReference To<T>(
        Expression<Func<T, PersonId?>> column, ReferenceKind kind, OnRemoval onRemoval, OnMerge onMerge = OnMerge.Moves)
        where T : class
    {
        var rows = Rows<T>(column, id => Expression.Constant(id, typeof(PersonId?)));
        return Of(column, kind, onRemoval, onMerge, rows, (db, from, into, ct) => rows(db, from).ExecuteUpdateAsync(set => set.SetProperty(column, (PersonId?)into), ct));
    }

    private static PersonReference Of<T>(
        LambdaExpression column, ReferenceKind kind, OnRemoval onRemoval, OnMerge onMerge, Func<RolloutDb, PersonId, IQueryable<T>> rows,
        Func<RolloutDb, PersonId, PersonId, CancellationToken, Task<int>> move)
        where T : class => new($"{typeof(T).Name}.{((MemberExpression)column.Body).Member.Name}", kind, onMerge, onRemoval)
        {
            People = db => db.Set<T>().Unfiltered().Select(Expression.Lambda<Func<T, PersonId?>>(Expression.Convert(column.Body, typeof(PersonId?)), column.Parameters)),
            CountAsync = (db, id, ct) => rows(db, id).CountAsync(ct),
            MoveAsync = move,
            DeleteAsync = (db, id, ct) => rows(db, id).ExecuteDeleteAsync(ct),
        };

    // What a filter hides, such as a rehearsal or a closed season, refers to people too.
    private static Func<RolloutDb, PersonId, IQueryable<T>> Rows<T>(LambdaExpression column, Func<PersonId, Expression> constant)
        where T : class =>
        (db, id) => db.Set<T>().Unfiltered().Where(Expression.Lambda<Func<T, bool>>(Expression.Equal(column.Body, constant(id)), column.Parameters));
}

/// <summary>What becomes of a reference to someone who is merged into another person.</summary>
public enum OnMerge
{
    /// <summary>It refers to the other person from then on.</summary>
    Moves,

    /// <summary>It goes on referring to the merged person, whose name stays on record.</summary>
    Stays,

    /// <summary>It is deleted.</summary>
    Ends,
}

/// <summary>What becomes of a reference to someone who is removed.</summary>
public enum OnRemoval
{
    /// <summary>It is about the person alone and goes with them.</summary>
    Goes,

    /// <summary>It matters to others, so that the person cannot be removed: they are marked as left instead.</summary>
    Keeps,
}

/// <summary>What a reference is about, in words that the lead reads before merging or removing.</summary>
public enum ReferenceKind
{
    Places,
    Gives,
    DryRuns,
    Invitations,
    Credits,
    Evidence,
    Terms,
    Candidacies,
    Directs,
    Duties,
    Messages,
    Activity,
    SignIns,
    Record,
}
