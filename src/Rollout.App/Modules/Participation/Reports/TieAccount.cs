using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The lead says once whose account it is, or that it is nobody's. It counts for all reports, past and to come.</summary>
public sealed class TieAccount(ChangeEvidence changeEvidence, CurrentUserAccessor me)
{
    /// <param name="who">An account name, or what finds one person: an address, a number, a name (<see cref="PeopleSearch"/>); null when it is nobody's.</param>
    /// <exception cref="BrokenRuleException">A <see cref="ParticipationRules"/> rule is broken.</exception>
    public async Task RunAsync(PlatformAccountId id, string? who, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await changeEvidence.RunAsync(async db =>
        {
            var account = await db.PlatformAccounts.SingleAsync(a => a.Id == id, ct);
            if (who is null)
            {
                account.BelongsToNobody();
            }
            else
            {
                account.BelongsTo((await db.People.MeantByAsync(who, ct)).Id);
            }

            return await (from s in db.Statements join r in db.ActivityReports on s.Report equals r.Id where s.Account == id select r.Source).Distinct().ToListAsync(ct);
        }, ct);
    }
}
