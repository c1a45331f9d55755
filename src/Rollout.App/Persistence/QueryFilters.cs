using Microsoft.EntityFrameworkCore;

namespace Rollout.App.Persistence;

/// <summary>What queries leave out unless they ask for it. The configuration of a table names its filter by one of these, so that a query can lift one and keep the others.</summary>
public static class QueryFilters
{
    /// <summary>Leaves out the credits of closed seasons.</summary>
    public const string ClosedSeasons = "closed-seasons";

    /// <summary>Leaves out rehearsals of a wave, and their launches.</summary>
    public const string Rehearsals = "rehearsals";

    /// <summary>Includes the credits of closed seasons, in the whole query.</summary>
    public static IQueryable<TEntity> WithClosedSeasons<TEntity>(this IQueryable<TEntity> query)
        where TEntity : class => query.IgnoreQueryFilters([ClosedSeasons]);

    /// <summary>Includes everything, in the whole query: for what is done to every row of a table.</summary>
    public static IQueryable<TEntity> Unfiltered<TEntity>(this IQueryable<TEntity> query)
        where TEntity : class => query.IgnoreQueryFilters([ClosedSeasons, Rehearsals]);

    /// <summary>Includes rehearsals, in the whole query.</summary>
    public static IQueryable<TEntity> WithRehearsals<TEntity>(this IQueryable<TEntity> query)
        where TEntity : class => query.IgnoreQueryFilters([Rehearsals]);
}
