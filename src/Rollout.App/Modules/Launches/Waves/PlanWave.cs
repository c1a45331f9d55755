using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>A line of the checklist as typed.</summary>
/// <param name="Owner">An e-mail address or personnel number; empty for each branch's own director.</param>
/// <param name="Measure">What Rollout measures; null when the owner answers.</param>
/// <param name="Target">The target of the measure.</param>
public sealed record ChecklistLine(string Text, CheckWeight Weight, int DaysBefore, string? Owner, Measure? Measure = null, int Target = 0)
{
    internal PlannedCheck PlannedFor(PersonId? owner) => new(Text, Weight, DaysBefore, owner, Measure, Target);
}

/// <summary>The lead plans a wave: its moment, its branches, and the checklist of each.</summary>
public sealed class PlanWave(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout, LaunchEmails mails, IClock clock)
{
    /// <exception cref="BrokenRuleException">A <see cref="WaveRules"/> or <see cref="LaunchRules"/> rule is broken.</exception>
    public async Task<WaveId> RunAsync(
        string name, LocalDateTime moment, IReadOnlyList<BranchId> branches, IReadOnlyList<ChecklistLine> lines, string? keepAs = null, WaveTerms? terms = null, MomentMeant meant = default,
        CancellationToken ct = default)
    {
        var (now, lead, rollout) = (clock.GetCurrentInstant(), await me.GetAsync(ct), await currentRollout.GetAsync(ct));
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var owners = await CheckOwners.FindAsync(db, lines.Select(l => l.Owner), ct);
        var checklist = lines.Select(l => l.PlannedFor(owners.Of(l.Owner)?.Id)).ToList();
        var places = await db.Branches.AsNoTracking().Where(b => branches.Contains(b.Id)).OrderBy(b => b.Position).ToListAsync(ct);
        var taken = await db.Launches.AnyAsync(l => branches.Contains(l.Branch) && l.State != LaunchState.LeftOut, ct);
        Wave wave = null!;
        RuleSet.EnsureAll(
            () => owners.EnsureKnown(),
            () => WaveRules.BranchIsInOnce.Ensure(!taken),
            () => wave = Wave.Plan(name, moment, rollout.Zone, [.. places.Select(b => b.Id)], checklist, lead, now, terms),
            () => GoLiveMoment.EnsureOverridden(moment, rollout.Zone, places.Select(b => (b.Name, Holidays.HoursOf(b))), meant, now));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (wave.Terms.IsPilot)
        {
            await db.PilotMustComeFirstAsync(wave.Id, ct);
        }

        db.Waves.Add(wave);
        if (!string.IsNullOrWhiteSpace(keepAs))
        {
            await KeepAsync(db, keepAs.Trim(), checklist, lead, ct);
        }

        TellOwners(db, await mails.AtAsync(now, ct), wave, places, owners);
        await db.SaveUniqueAsync(ct);
        await transaction.CommitAsync(ct);
        return wave.Id;
    }

    private static async Task KeepAsync(RolloutDb db, string name, List<PlannedCheck> checklist, CurrentUser lead, CancellationToken ct)
    {
        if (await db.Checklists.SingleOrDefaultAsync(c => c.Name == name, ct) is { } known)
        {
            known.Change(checklist, lead);
        }
        else
        {
            db.Checklists.Add(Checklist.Keep(name, checklist, lead));
        }
    }

    private static void TellOwners(RolloutDb db, LaunchEmailBuilder letters, Wave wave, List<Branch> places, CheckOwners owners)
    {
        var names = places.ToDictionary(b => b.Id, b => b.Name);
        var given = from launch in wave.Launches
                    from check in launch.Checks
                    where check.Owner is not null
                    group new OwnedCheck(check.Subject, names[launch.Branch], check.Due) by check.Owner!.Value;
        foreach (var own in given)
        {
            if (owners.Of(own.Key) is { Email: not null } owner)
            {
                db.Outbox.Add(letters.ChecksGiven(wave, owner, [.. own.OrderBy(c => c.Due)]));
            }
        }
    }
}

/// <summary>Resolves the owners of checks from what the lead typed.</summary>
internal sealed class CheckOwners
{
    private readonly Dictionary<string, Person> _byKey = [];
    private readonly List<string> _unknown = [];

    /// <exception cref="BrokenRuleException"><see cref="CheckOwnerRules.OwnerIsKnown"/></exception>
    public CheckOwners EnsureKnown()
    {
        CheckOwnerRules.OwnerIsKnown.Ensure(_unknown.Count == 0, string.Join(", ", _unknown));
        return this;
    }

    public static async Task<CheckOwners> FindAsync(RolloutDb db, IEnumerable<string?> typed, CancellationToken ct)
    {
        var asked = typed.Where(t => !string.IsNullOrWhiteSpace(t)).Select(t => t!.Trim()).Distinct().ToList();
        var found = new CheckOwners();
        if (asked.Count == 0)
        {
            return found;
        }

        var emails = asked.Select(TextNormalizer.Normalize).ToList();
        var people = await db.People.AsNoTracking().Where(p => p.Active && (emails.Contains(p.Email!) || asked.Contains(p.PersonnelNumber!))).ToListAsync(ct);
        foreach (var key in asked)
        {
            var owner = people.Find(p => p.Email == TextNormalizer.Normalize(key)) ?? people.Find(p => p.PersonnelNumber == key);
            if (owner is null)
            {
                found._unknown.Add(key);
            }
            else
            {
                found._byKey[key] = owner;
            }
        }

        return found;
    }

    public Person? Of(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : _byKey.GetValueOrDefault(typed.Trim());

    public Person? Of(PersonId id) => _byKey.Values.FirstOrDefault(p => p.Id == id);
}

/// <summary>Rules about the owners of checks.</summary>
public static class CheckOwnerRules
{
    public static readonly Rule OwnerIsKnown = new("check-owner.is-known");
}

internal static class UniqueLaunches
{
    /// <summary>Saves, and turns a violated unique index into the rule's refusal when two leads put a branch in two waves at once.</summary>
    public static async Task SaveUniqueAsync(this RolloutDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException refused) when (refused is not DbUpdateConcurrencyException
            && refused.InnerException?.Message is { } message
            && (message.Contains("launches.branch", StringComparison.OrdinalIgnoreCase) || message.Contains("ix_launches_branch", StringComparison.OrdinalIgnoreCase)))
        {
            throw new BrokenRuleException(WaveRules.BranchIsInOnce);
        }
    }
}
