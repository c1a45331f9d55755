using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Candidates;

/// <summary>The offer a candidate was made, and its state.</summary>
/// <param name="From">First day of the window; today when that has passed.</param>
public sealed record Asked(PersonId Person, string GivenName, string By, string Why, int Quota, LocalDate From, LocalDate Until, CandidateState State);

/// <summary>Finds the offer for the person in a signed link, or for the signed-in person.</summary>
public sealed class FindCandidateOffer(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LinkTokens links, IClock clock)
{
    /// <param name="token">The token in the mail's link, if any.</param>
    public async Task<Asked?> RunAsync(string? token, CancellationToken ct = default)
    {
        if (await WhoAsync(token, ct) is not { } who)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var found = await (
            from c in db.Candidates
            join p in db.People on c.Person equals p.Id
            join b in db.Branches on p.Branch equals b.Id
            join asker in db.People on c.By equals asker.Id
            where c.Person == who && c.Quota != null && p.Active
            select new { p.GivenName, By = asker.Name, c.Why, c.Quota, c.From, c.Until, c.State, b.Zone }).SingleOrDefaultAsync(ct);
        return found is null
            ? null
            : new Asked(
                who, found.GivenName, found.By, found.Why, found.Quota!.Value, LocalDate.Max(found.From!.Value, clock.GetCurrentInstant().InZone(found.Zone).Date), found.Until!.Value, found.State);
    }

    /// <summary>The link in the mail proves an address; signing in without verification proves nothing.</summary>
    internal async Task<PersonId?> WhoAsync(string? token, CancellationToken ct) =>
        await links.FindPersonAsync(CandidateEmails.Link, token, ct) ?? (await me.FindAsync(ct) is { IsVerified: true } actor ? actor.Id : null);
}

/// <summary>Accepts the offer, which makes the person an ambassador, or declines it.</summary>
public sealed class AnswerCandidateOffer(IDbContextFactory<RolloutDb> dbs, FindCandidateOffer find, Appointing appointing, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CandidateRules"/> rule is broken.</exception>
    public async Task RunAsync(string? token, bool yes, CancellationToken ct = default)
    {
        var who = await find.WhoAsync(token, ct) ?? throw new UnauthorizedAccessException();
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRolloutAsync(ct);
        await db.LockPersonAsync(who, ct);
        var person = await db.People.SingleAsync(p => p.Id == who && p.Active, ct);
        var candidate = await db.Candidates.SingleOrDefaultAsync(c => c.Person == who, ct);
        CandidateRules.IsAsked.Ensure(candidate is not null);
        if (yes)
        {
            var today = now.InZone(await db.Branches.Where(b => b.Id == person.Branch).Select(b => b.Zone).SingleAsync(ct)).Date;
            candidate!.Accept(today, now);
            var last = candidate.Until!.Value;
            var from = LocalDate.Min(LocalDate.Max(candidate.From!.Value, today), last.PlusDays(-1));
            await appointing.AddAsync(db, [person], candidate.Quota!.Value, from, last, now, ct);
        }
        else
        {
            candidate!.Decline(now);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
