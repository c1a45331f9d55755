using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>All that planning looks at, read at one moment.</summary>
/// <param name="Rules">Those that reports allow to be asked, in the order of priority.</param>
/// <param name="Waiting">The rules that wait for reports: what they ask of people is not known now.</param>
internal sealed record NudgeReading(
    RolloutSettings Rollout, IReadOnlyList<NudgeMatcher> Rules, IReadOnlyList<NudgeMatcher> Waiting, IReadOnlyList<NudgePerson> People, IReadOnlyDictionary<BranchId, NudgeBranch> Branches,
    IReadOnlyDictionary<BranchId, WorkingHours> Hours)
{
    /// <summary>The people the rules begin for now.</summary>
    public List<NudgeStart> Plan() => NudgePlanner.Plan(Rules, People, Branches);
}

/// <summary>Reads what planning looks at, in one transaction that sees one state of the database.</summary>
internal static class ReadNudges
{
    /// <param name="rules">In the order of priority.</param>
    /// <param name="only">Only these people; null for everyone.</param>
    /// <param name="evenUnknown">Whether to include rules no report has data for, to show them.</param>
    /// <param name="openOnly">Whether people of branches that are closed now or paused are left out.</param>
    public static async Task<NudgeReading> RunAsync(RolloutDb db, IReadOnlyList<NudgeMatcher> rules, Instant now, IReadOnlyList<PersonId>? only, bool openOnly, CancellationToken ct, bool evenUnknown = false)
    {
        await using var snapshot = db.Database.CurrentTransaction is null ? await Snapshot.BeginAsync(db, ct) : null;
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        var today = now.InZone(rollout.Zone).Date;
        var branches = await db.Branches.AsNoTracking().ToListAsync(ct);
        var hours = branches.ToDictionary(b => b.Id, Holidays.HoursOf);
        var paused = await db.NudgeBranchPauses.Select(p => p.Branch).ToListAsync(ct);
        var open = branches.Where(b => !openOnly || (!paused.Contains(b.Id) && hours[b.Id].Contain(now))).Select(b => b.Id).ToHashSet();
        var sayable = await db.SayableAsync(today, ct);
        var asked = rules.Where(r => evenUnknown || r.Content.Facts.All(fact => NudgeFactSets.Needs(fact) is not { } figure || sayable.Contains(figure))).ToList();
        var people = NudgeReach.People(db, now).Where(p => open.Contains(p.Branch));
        people = only is null ? people : people.Where(p => only.Contains(p.Id));
        var read = asked.Count == 0 || open.Count == 0 ? [] : await new NudgePeopleReader(db, now, today).ListAsync(
            people.OrderBy(p => p.Id), asked, ContactBudget.Full(db, rollout.ContactBudget, now), branches.ToDictionary(b => b.Id, b => b.Language), ct);
        if (asked.Exists(r => r.Content.Facts.Any(f => f is NudgeFact.BranchFades or NudgeFact.BranchHasMass)))
        {
            var (fading, mass) = await FadingBranches.FindAsync(db, ct);
            read = read.ConvertAll(p => fading.Contains(p.Branch) ? p with { Facts = p.Facts.With(NudgeFact.BranchFades) } : mass.Contains(p.Branch) ? p with { Facts = p.Facts.With(NudgeFact.BranchHasMass) } : p);
        }

        var live = await LiveAsync(db, now, ct);
        return new NudgeReading(
            rollout, asked, [.. rules.Except(asked)], read,
            branches.ToDictionary(b => b.Id, b => new NudgeBranch(open.Contains(b.Id), live.TryGetValue(b.Id, out var at) ? (int)((now - at).TotalDays / 7) : null)), hours);
    }

    private static async Task<Dictionary<BranchId, Instant>> LiveAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var live = await db.Launches.Where(l => l.State == LaunchState.Live && !l.IsRehearsal && l.LiveAt <= now).Select(l => new { l.Branch, l.LiveAt }).ToListAsync(ct);
        return live.GroupBy(l => l.Branch).ToDictionary(g => g.Key, g => g.Min(l => l.LiveAt!.Value));
    }
}
