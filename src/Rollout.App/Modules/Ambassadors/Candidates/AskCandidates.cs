using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>The lead asks someone to become an ambassador; a director proposes someone of their branch to the lead.</summary>
public sealed class AskCandidates(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, CandidateEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CandidateRules"/> or <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task AskAsync(PersonId id, string why, int quota, LocalDate from, LocalDate until, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (person, candidate) = await db.CandidateAsync(id, now, ct);
        candidate.Ask(lead.Id, why, quota, from, until, await db.TodayOfAsync(person, now, ct), now);
        db.Outbox.Add(letters.Asked(await rollout.GetAsync(ct), candidate, person, lead.Name, now));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CandidateRules"/> or <see cref="AmbassadorRules"/> rule is broken.</exception>
    public async Task ProposeAsync(PersonId id, string why, CancellationToken ct = default)
    {
        var director = await me.GetAsync(ct);
        if (!director.IsDirector)
        {
            throw new UnauthorizedAccessException();
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetCurrentInstant();
        var (person, candidate) = await db.CandidateAsync(id, now, ct);
        CandidateRules.OwnBranchOnly.Ensure(director.Directs.Contains(person.Branch));
        candidate.Propose(director.Id, why, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Filters ambassadors who are serving: their term is not over and they did not step down.</summary>
internal static class ServingAmbassadors
{
    public static IQueryable<Ambassador> ServingOn(this IQueryable<Ambassador> ambassadors, LocalDate today) => ambassadors.Where(a => a.SteppedDownAt == null && a.Until >= today);
}

internal static class BranchCalendar
{
    /// <summary>The day it is where someone works.</summary>
    public static async Task<LocalDate> TodayOfAsync(this RolloutDb db, Person person, Instant now, CancellationToken ct) =>
        now.InZone(await db.Branches.Where(b => b.Id == person.Branch).Select(b => b.Zone).SingleAsync(ct)).Date;
}

/// <summary>Finds or creates the candidate for a person, under a lock.</summary>
internal static class CandidateOfPerson
{
    public static async Task<(Person Person, Candidate Candidate)> CandidateAsync(this RolloutDb db, PersonId id, Instant now, CancellationToken ct)
    {
        await db.LockPersonAsync(id, ct);
        var person = await db.People.SingleAsync(p => p.Id == id && p.Active, ct);
        AmbassadorRules.NeedsAnEmail.Ensure(person.Email is not null);
        var today = await db.TodayOfAsync(person, now, ct);
        CandidateRules.IsNotAmbassador.Ensure(!await db.Ambassadors.ServingOn(today).AnyAsync(a => a.Person == id, ct));
        if (await db.Candidates.SingleOrDefaultAsync(c => c.Person == id, ct) is { } known)
        {
            return (person, known);
        }

        var candidate = Candidate.Of(id);
        db.Candidates.Add(candidate);
        return (person, candidate);
    }
}
