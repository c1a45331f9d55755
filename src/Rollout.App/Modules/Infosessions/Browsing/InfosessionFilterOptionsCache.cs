using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>The branches and open topics to filter by. They change seldom and are on every list, so they are cached for seconds.</summary>
public sealed class InfosessionFilterOptionsCache(IMemoryCache memory)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(5);

    internal async ValueTask<(IReadOnlyList<(BranchId Id, string Name)> Branches, IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics)> FindAsync(RolloutDb db, CancellationToken ct)
    {
        if (memory.TryGetValue(typeof(InfosessionFilterOptionsCache), out (IReadOnlyList<(BranchId Id, string Name)> Branches, IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics) known))
        {
            return known;
        }

        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync(ct);
        var topics = await db.Topics.Where(t => t.OpenedAt != null).OrderBy(t => t.Title).Select(t => new { t.Id, Title = new TopicTitle(t.Title, t.Language, t.Translations) }).ToListAsync(ct);
        return memory.Set<(IReadOnlyList<(BranchId Id, string Name)> Branches, IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics)>(
            typeof(InfosessionFilterOptionsCache), ([.. branches.Select(b => (b.Id, b.Name))], [.. topics.Select(t => (t.Id, t.Title))]), CacheDuration);
    }
}
