using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>The infosessions that people of some branches can still pick, and how many of their colleagues have picked one.</summary>
internal sealed class NearbyInfosessions
{
    public static readonly NearbyInfosessions None = new();

    private const int MaxItems = 3;

    // Leaves time to read the mail and travel.
    private static readonly Duration Ahead = Duration.FromHours(2);

    private IReadOnlyList<NearbyInfosession> Sessions { get; init; } = [];

    private readonly Dictionary<(BranchId, string?, Instant), IReadOnlyList<NearbyInfosession>> _near = [];

    private IReadOnlyDictionary<BranchId, BranchUptake> Branches { get; init; } = new Dictionary<BranchId, BranchUptake>();

    /// <param name="withUptake">Whether it is counted how many of their colleagues have picked one.</param>
    public static async Task<NearbyInfosessions> LoadAsync(RolloutDb db, IReadOnlyList<BranchId> branches, Instant now, CancellationToken ct, bool withUptake = true)
    {
        var earliest = now + Ahead;
        var sessions = await (
            from session in db.Infosessions.WithoutDryRuns()
            join topic in db.Topics on session.Topic equals topic.Id
            join facilitator in db.People on session.Facilitator equals facilitator.Id
            where session.State == InfosessionState.Published && session.StartsAt > earliest && session.Waiting == 0 && session.Taken + session.Offered < session.Seats
            where session.Branch == null || branches.Contains(session.Branch.Value)
            orderby session.StartsAt, session.Id
            select new NearbyInfosession(
                session.Id, session.Branch, new TopicTitle(topic.Title, topic.Language, topic.Translations), session.Starts, session.StartsAt, session.EndsAt, session.Zone, session.Place, session.Language,
                session.Seats - session.Taken - session.Offered, facilitator.Name)).Take(1000).ToListAsync(ct);
        if (!withUptake)
        {
            return new NearbyInfosessions { Sessions = sessions };
        }

        var lately = now - Duration.FromDays(7);
        var registrations = db.Registrations.WithoutDryRuns(db);
        var momentum = await db.Branches.Where(b => branches.Contains(b.Id)).Select(b => new
        {
            b.Id,
            People = db.People.Count(p => p.Branch == b.Id && p.Active),
            Picked = db.People.Count(p => p.Branch == b.Id && p.Active && registrations.Any(r => r.Person == p.Id && (r.State == RegistrationState.Registered || r.State == RegistrationState.Attended))),
            Lately = db.People.Count(p => p.Branch == b.Id && p.Active && registrations.Any(r => r.Person == p.Id && r.State == RegistrationState.Registered && r.At >= lately)),
        }).ToDictionaryAsync(b => b.Id, b => new BranchUptake(b.People, b.Picked, b.Lately), ct);
        return new NearbyInfosessions { Sessions = sessions, Branches = momentum };
    }

    /// <summary>At most three before the go-live, in the branch or online; ordered by language, own branch and date.</summary>
    public IReadOnlyList<NearbyInfosession> Near(BranchId branch, string? language, Instant goLive) =>
        _near.TryGetValue((branch, language, goLive), out var known) ? known : _near[(branch, language, goLive)] = Find(branch, language, goLive);

    private IReadOnlyList<NearbyInfosession> Find(BranchId branch, string? language, Instant goLive) =>
    [
        .. Sessions
            .Where(s => (s.Branch is null || s.Branch == branch) && s.StartsAt < goLive)
            .OrderByDescending(s => language is null || s.Language == language)
            .ThenByDescending(s => s.Branch == branch)
            .ThenBy(s => s.StartsAt)
            .Take(MaxItems)
            .OrderBy(s => s.StartsAt),
    ];

    public BranchUptake BranchUptake(BranchId branch) => Branches.GetValueOrDefault(branch) ?? new BranchUptake(0, 0, 0);
}

/// <summary>An infosession with a free seat.</summary>
internal sealed record NearbyInfosession(
    InfosessionId Id, BranchId? Branch, TopicTitle Title, LocalDateTime Starts, Instant StartsAt, Instant EndsAt, DateTimeZone Zone, string? Place, string Language, int FreeSeats, string FacilitatorName);

/// <summary>How many people of a branch have picked an infosession.</summary>
/// <param name="People">The number of people in the branch.</param>
/// <param name="Picked">How many of them have a seat or attended.</param>
/// <param name="Lately">How many took a seat in the last seven days.</param>
internal sealed record BranchUptake(int People, int Picked, int Lately)
{
    /// <summary>At least half, of a group large enough to hide individuals.</summary>
    public bool IsMajority => People >= GroupPrivacy.SmallestGroup && 2 * Picked >= People;

    public bool IsRising => Lately >= GroupPrivacy.SmallestGroup;
}
