using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Privacy;

/// <summary>The opt-outs of the current user, and the nudges they would receive next.</summary>
/// <param name="IsSilent">Whether they get fewer, because they answered none of the last.</param>
/// <param name="Next">Empty when no rule is for them now; each with its name and the facts that decide.</param>
public sealed record MyNudgeChoices(NudgeStop Stop, bool IsSilent, IReadOnlyList<(string Name, string Why)> Next);

/// <summary>Finds for what the current user is next, by the same reading and function as the planner. Chance may still keep them from it.</summary>
internal sealed class FindMyNudges(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, FindNudgeStop stops, NudgeRuleText text, CurrentUserAccessor me, Localizer words, IClock clock)
{
    public async Task<MyNudgeChoices?> RunAsync(CancellationToken ct = default)
    {
        if (await me.FindAsync(ct) is not { IsVerified: true } user || await stops.FindAsync(user.Id, ct) is not { } stop)
        {
            return null;
        }

        await using var db = await dbs.CreateDbContextAsync(ct);
        var silent = await ContactBudget.Silent(db, clock.GetCurrentInstant()).ContainsAsync(user.Id, ct);
        var book = await NudgeRuleBook.LoadAsync(db, sources, ct);
        var reading = await ReadNudges.RunAsync(db, book.Planned, clock.GetCurrentInstant(), [user.Id], openOnly: false, ct);
        if (reading.Rollout.PausedAt is not null || reading.People is not [var mine] || NudgePlanner.First(reading.Rules, mine, mine.Reached, reading.Branches[mine.Branch].WeeksLive) is not { } next)
        {
            return new MyNudgeChoices(stop, silent, []);
        }

        return new MyNudgeChoices(stop, silent, [(words.RuleName(next.Rule), text.Why(words, reading.Rollout, next.Content, user.BranchName))]);
    }
}
