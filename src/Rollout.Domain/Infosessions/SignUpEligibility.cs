using NodaTime;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// Whether someone may sign up for an infosession. The page asks it before it shows a button, and every act that gives out a seat asks it again while
/// the seats are locked.
/// </summary>
public static class SignUpEligibility
{
    /// <summary>What keeps someone from signing up, be it for a seat or for the waiting list; null when nothing does.</summary>
    /// <param name="session">The infosession.</param>
    /// <param name="places">What they have in infosessions that are not over; nothing to ask whether anyone could sign up.</param>
    /// <param name="now">The moment.</param>
    public static SignUpObstacle? Obstacle(SignUpSession session, IEnumerable<UpcomingPlace> places, Instant now)
    {
        if (session.State != InfosessionState.Published)
        {
            return new(InfosessionRules.OpenForSignUp);
        }

        return now >= session.StartsAt ? new(InfosessionRules.SignUpUntilItStarts)
            : InTheWay(session, [.. places], now) is { } other ? new(InfosessionRules.NotInTwoPlacesAtOnce, other.Title, other.Starts)
            : null;
    }

    /// <summary>The places that a seat in this infosession takes the place of: a topic is heard once.</summary>
    public static IEnumerable<UpcomingPlace> Released(SignUpSession session, IEnumerable<UpcomingPlace> places, Instant now) =>
        places.Where(p => p.Id != session.Id && p.Topic == session.Topic && p.IsDryRun == session.IsDryRun && p.StartsAt > now);

    private static UpcomingPlace? InTheWay(SignUpSession session, IReadOnlyCollection<UpcomingPlace> places, Instant now) =>
        places.Except(Released(session, places, now))
            .FirstOrDefault(p => p.Id != session.Id && p.HoldsASeat && p.StartsAt < session.EndsAt && p.EndsAt > session.StartsAt);
}

/// <summary>The conditions an infosession must meet before someone signs up for it.</summary>
public sealed record SignUpSession(InfosessionId Id, TopicId Topic, bool IsDryRun, InfosessionState State, Instant StartsAt, Instant EndsAt);

/// <summary>Why someone may not sign up.</summary>
/// <param name="Rule">The rule that refuses.</param>
/// <param name="Words">What its sentence mentions.</param>
public sealed record SignUpObstacle(Rule Rule, params object[] Words)
{
    /// <exception cref="BrokenRuleException">Always.</exception>
    public void Refuse() => Rule.Ensure(false, Words);
}

/// <summary>A place someone has in an infosession that is not over.</summary>
public sealed record UpcomingPlace(PersonId Person, InfosessionId Id, TopicId Topic, TopicTitle Title, LocalDateTime Starts, Instant StartsAt, Instant EndsAt, RegistrationState State, bool IsDryRun)
{
    /// <summary>Whether a seat is held for them there.</summary>
    public bool HoldsASeat => State is RegistrationState.Registered or RegistrationState.Offered;
}
