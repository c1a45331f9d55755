using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.App.Identity.AccessCards;

/// <summary>What several commands do with access cards.</summary>
internal static class AccessCardSql
{
    extension(RolloutDb db)
    {
        /// <summary>Ends the cards of people, and the sessions that began with them.</summary>
        /// <returns>How many cards ended.</returns>
        public async Task<int> EndAccessCardsAsync(IReadOnlyCollection<PersonId> people, Instant now, CancellationToken ct)
        {
            var cards = await db.AccessCards.Where(c => people.Contains(c.Person) && c.EndedAt == null).ToListAsync(ct);
            if (cards.Count > 0)
            {
                cards.ForEach(c => c.End(now));
                await db.SaveChangesAsync(ct);
                await db.SignInSessions.Where(s => people.Contains(s.Person) && s.Card != null).ExecuteDeleteAsync(ct);
            }

            return cards.Count;
        }

        /// <summary>People of a branch without e-mail, who otherwise could only identify themselves by facts that colleagues know too.</summary>
        public IQueryable<Person> WithoutEmail(BranchId branch) => db.People.Where(p => p.Branch == branch && p.Active && p.Email == null);
    }

    /// <summary>Whether someone may look at which cards and kiosks a branch has: the people who hand them out, and the auditor.</summary>
    public static bool SeesCards(this CurrentUser user, BranchId branch) => user.IsAuditor || user.HandsOutCards(branch);

    /// <summary>Whether someone prints and revokes the cards of a branch.</summary>
    public static bool HandsOutCards(this CurrentUser user, BranchId branch) => user.IsLead || user.Directs.Contains(branch);
}
