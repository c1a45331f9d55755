using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Ambassadors.Reviews;

/// <summary>An ambassador asks the lead to review a colleague who came through them or whom they claim.</summary>
public sealed class AskReview(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CreditReviewRules"/> rule is broken.</exception>
    public async Task RunAsync(PersonId colleague, string words, CancellationToken ct = default)
    {
        var mine = (await me.GetAsync(ct)).Ambassador ?? throw new UnauthorizedAccessException();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPersonAsync(colleague, ct);
        CreditReviewRules.OfOnesOwn.Ensure(await db.Reviewable(mine).AnyAsync(p => p.Id == colleague, ct));
        CreditReviewRules.IsNotAskedYet.Ensure(!await db.CreditReviews.AnyAsync(r => r.By == mine && r.Colleague == colleague && r.AnsweredAt == null, ct));
        db.CreditReviews.Add(CreditReview.Ask(mine, colleague, words, clock.GetCurrentInstant()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>The lead answers a review, also by mail, and can move the credit to the ambassador who asked, with the answer as reason.</summary>
public sealed class AnswerReview(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache rollout, AmbassadorEmails letters, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="CreditReviewRules"/> or <see cref="CreditRules"/> rule is broken.</exception>
    public async Task RunAsync(CreditReviewId id, string answer, bool move, CancellationToken ct = default)
    {
        var lead = await me.GetLeadAsync(ct);
        var now = clock.GetCurrentInstant();
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.CreditReviews.Where(r => r.Id == id).Select(r => (PersonId?)r.Colleague).SingleOrDefaultAsync(ct) is not { } colleague)
        {
            return;
        }

        await db.LockPersonAsync(colleague, ct);
        var review = await db.CreditReviews.SingleAsync(r => r.Id == id, ct);
        review.AnswerWith(answer, lead.Id, now);
        if (move)
        {
            var credit = await db.Credits.SingleOrDefaultAsync(c => c.Colleague == colleague, ct);
            CreditReviewRules.HasACreditToMove.Ensure(credit is not null);
            db.CreditMoves.Add(credit!.Move(await db.Ambassadors.SingleAsync(a => a.Id == review.By, ct), answer, lead.Id, now));
        }

        if (await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Active && p.Email != null && db.Ambassadors.Any(a => a.Id == review.By && a.Person == p.Id), ct) is { } asker)
        {
            var name = await db.People.Where(p => p.Id == colleague).Select(p => p.Name).SingleAsync(ct);
            db.Outbox.Add(letters.ReviewAnswered(await rollout.GetAsync(ct), review, asker, name, move, now));
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}

/// <summary>Queries the colleagues an ambassador can ask a review about.</summary>
internal static class ReviewablePeople
{
    public static IQueryable<Person> Reviewable(this RolloutDb db, AmbassadorId ambassador) => db.People.WithClosedSeasons().Where(p =>
        (db.Invitations.Any(i => i.Ambassador == ambassador && i.Colleague == p.Id && i.CameAt != null) || db.Claims.Any(c => c.Ambassador == ambassador && c.Colleague == p.Id))
        && !db.Credits.Any(c => c.Ambassador == ambassador && c.Colleague == p.Id));
}
