using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.ControlRooms;

/// <summary>The lead or the branch's director answers an open problem, saying what is being done; every control room shows it.</summary>
public sealed class AnswerProblem(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    public async Task RunAsync(LaunchId id, string words, CancellationToken ct = default)
    {
        var (now, actor) = (clock.GetCurrentInstant(), await me.GetAsync(ct));
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        var launch = await db.Launches.WithRehearsals().Include(l => l.RollCalls).SingleAsync(l => l.Id == id, ct);

        db.Add(launch.AnswerProblem(words, actor, now));

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
