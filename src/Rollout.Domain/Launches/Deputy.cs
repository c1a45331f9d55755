using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <summary>Someone who signs for a branch while its director is away, named by the director for a number of days.</summary>
public sealed class Deputy
{
    /// <summary>The longest period for which a deputy can be named.</summary>
    public const int MostDays = 60;

    private Deputy()
    {
    }

    public DeputyId Id { get; private init; }
    public BranchId Branch { get; private init; }
    public PersonId Person { get; private init; }
    public LocalDate From { get; private init; }
    public LocalDate Until { get; private init; }
    public PersonId NamedBy { get; private init; }
    public Instant NamedAt { get; private init; }

    /// <summary>When the director ended it early, if they did.</summary>
    public Instant? EndedAt { get; private set; }

    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="DeputyRules"/> rule is broken.</exception>
    public static Deputy Name(BranchId branch, Person person, LocalDate from, LocalDate until, LocalDate today, CurrentUser director, Instant now)
    {
        DeputyRules.OnlyTheDirectorNames.Ensure(director.IsVerified && director.Directs.Contains(branch));
        DeputyRules.IsSomeoneElse.Ensure(person.Id != director.Id);
        DeputyRules.CanProveWhoTheyAre.Ensure(person.Active && person.Email is not null);
        DeputyRules.HasAPeriod.Ensure(from <= until && until >= today && Period.DaysBetween(from, until) < MostDays, MostDays);
        return new Deputy { Id = DeputyId.New(), Branch = branch, Person = person.Id, From = from, Until = until, NamedBy = director.Id, NamedAt = now };
    }

    /// <summary>Ends the period early.</summary>
    public void End(CurrentUser director, Instant now)
    {
        DeputyRules.OnlyTheDirectorNames.Ensure(director.IsVerified && director.Directs.Contains(Branch));
        EndedAt ??= now;
    }
}

/// <summary>Rules about a deputy.</summary>
public static class DeputyRules
{
    public static readonly SharedKernel.Rule OnlyTheDirectorNames = new("deputy.only-the-director-names");
    public static readonly SharedKernel.Rule IsSomeoneElse = new("deputy.is-someone-else");
    public static readonly SharedKernel.Rule CanProveWhoTheyAre = new("deputy.can-prove-who-they-are");
    public static readonly SharedKernel.Rule HasAPeriod = new("deputy.has-a-period");
}

public readonly record struct DeputyId(Guid Value)
{
    public static DeputyId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
