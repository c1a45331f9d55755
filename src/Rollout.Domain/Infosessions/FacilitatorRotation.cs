using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// Distributes infosessions over facilitators. Prefers facilitators who are free, then those who need not travel that day, then those with the fewest sessions,
/// then those who work in the branch; ties keep the order of the list.
/// </summary>
/// <param name="facilitators">The facilitators and the branches where they work.</param>
/// <param name="taken">Their existing reservations.</param>
public sealed class FacilitatorRotation(IReadOnlyList<(PersonId Id, string Name, BranchId Branch)> facilitators, IEnumerable<ReservedSlot> taken)
{
    private readonly List<ReservedSlot> _taken = [.. taken];
    private readonly Dictionary<PersonId, int> _given = facilitators.ToDictionary(f => f.Id, _ => 0);

    /// <summary>The next facilitator. If nobody is free someone is chosen anyway, and the planning rules then say what is in the way.</summary>
    /// <param name="branch">Null when it is online for everyone.</param>
    public PersonId Next(BranchId? branch, SessionTime time)
    {
        var next = facilitators.MinBy(f => (IsTaken(f.Id, time), IsElsewhere(f.Id, branch, time), _given[f.Id], f.Branch != branch));
        _given[next.Id]++;
        _taken.Add(new ReservedSlot(default, TopicTitle.None, time.Starts, time.StartsAt, time.EndsAt, next.Id, next.Name, branch, null));
        return next.Id;
    }

    private bool IsTaken(PersonId who, SessionTime time) => _taken.Exists(b => b.Facilitator == who && b.StartsAt < time.EndsAt && b.EndsAt > time.StartsAt);

    private bool IsElsewhere(PersonId who, BranchId? branch, SessionTime time) =>
        branch is not null && _taken.Exists(b => b.Facilitator == who && b.Starts.Date == time.Starts.Date && b.Branch is not null && b.Branch != branch);
}
