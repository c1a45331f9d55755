using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>
/// Shares infosessions out over those who give them. Whoever is free goes before whoever is not, whoever need not travel that day before whoever
/// must, whoever has the fewest before whoever has more; where that is equal, someone of the branch itself, and else the order they were named in.
/// </summary>
/// <param name="facilitators">Who takes turns, and where they work.</param>
/// <param name="taken">What they have to do already.</param>
public sealed class FacilitatorRotation(IReadOnlyList<(PersonId Id, string Name, BranchId Branch)> facilitators, IEnumerable<ReservedSlot> taken)
{
    private readonly List<ReservedSlot> _taken = [.. taken];
    private readonly Dictionary<PersonId, int> _given = facilitators.ToDictionary(f => f.Id, _ => 0);

    /// <summary>Whose turn it is. When nobody is free it is someone all the same: the rules say then what is in the way.</summary>
    /// <param name="branch">Where; null when it is online for everyone.</param>
    /// <param name="time">When.</param>
    public PersonId Next(BranchId? branch, SessionTime time)
    {
        var next = facilitators.MinBy(f => (IsTaken(f.Id, time), IsElsewhere(f.Id, branch, time), _given[f.Id], f.Branch != branch));
        _given[next.Id]++;
        _taken.Add(new ReservedSlot(default, "", time.Starts, time.StartsAt, time.EndsAt, next.Id, next.Name, branch, null));
        return next.Id;
    }

    private bool IsTaken(PersonId who, SessionTime time) => _taken.Exists(b => b.Facilitator == who && b.StartsAt < time.EndsAt && b.EndsAt > time.StartsAt);

    private bool IsElsewhere(PersonId who, BranchId? branch, SessionTime time) =>
        branch is not null && _taken.Exists(b => b.Facilitator == who && b.Starts.Date == time.Starts.Date && b.Branch is not null && b.Branch != branch);
}
