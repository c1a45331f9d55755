using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>The result of checking a move.</summary>
/// <param name="Refusal">The broken rule with its values; null when the move is allowed.</param>
/// <param name="ToMean">The rules that can be overridden by confirming.</param>
/// <param name="Told">How many people with a place or on the waiting list get a mail.</param>
/// <param name="Untold">How many of them have no e-mail address and must be notified in person.</param>
public sealed record MoveCheck(BrokenRuleException? Refusal, IReadOnlyList<BrokenRuleException> ToMean, int Told, int Untold)
{
    /// <summary>Whether something must be confirmed before it is moved.</summary>
    public bool Asks => Refusal is null && (ToMean.Count > 0 || Told + Untold > 0);
}

/// <summary>Checks all rules for moving an infosession, before it is moved.</summary>
public sealed class ValidateMove(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<MoveCheck> RunAsync(InfosessionId id, PlanRequest wanted, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var session = await db.Infosessions.AsNoTracking().SingleAsync(s => s.Id == id, ct);
        var planning = await PlanningSession.ForAsync(db, [wanted], [id], ct);
        var toMean = new List<BrokenRuleException>();
        while (true)
        {
            var tells = false;
            if (Refusals.Of(() => tells = session.Replan(planning.For(wanted), clock.GetCurrentInstant())) is not { } refusal)
            {
                var touched = tells ? await AffectedInfosessions.FindAsync(db, [id], ct) : AffectedInfosessions.Nobody;
                return new MoveCheck(null, toMean, touched.WithMail(id), touched.WithoutMail(id));
            }

            if (!PlanRequest.CanBeMeant(refusal.Rule))
            {
                return new MoveCheck(refusal, toMean, 0, 0);
            }

            toMean.Add(refusal);
            wanted = wanted.Meaning(refusal.Rule);
        }
    }
}
