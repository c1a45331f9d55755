using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Browsing;

/// <summary>The branches and open topics to filter by. They change seldom and are on every list, so they are cached for seconds.</summary>
public sealed class InfosessionFilterOptionsCache(VersionedCache cache)
{
    private static readonly TimeSpan CacheDuration = TimeSpan.FromSeconds(5);

    internal ValueTask<InfosessionFilterOptions> FindAsync(RolloutDb db) => cache.GetOrReadAsync("infosession-filters", CacheDuration, () => ReadAsync(db), CachedData.Settings);

    private static async Task<InfosessionFilterOptions> ReadAsync(RolloutDb db)
    {
        var branches = await db.Branches.OrderBy(b => b.Position).Select(b => new { b.Id, b.Name }).ToListAsync();
        var topics = await db.Topics.Where(t => t.OpenedAt != null).OrderBy(t => t.Title).Select(t => new { t.Id, Title = new TopicTitle(t.Title, t.Language, t.Translations) }).ToListAsync();
        return new InfosessionFilterOptions([.. branches.Select(b => (b.Id, b.Name))], [.. topics.Select(t => (t.Id, t.Title))]);
    }
}

internal sealed record InfosessionFilterOptions(IReadOnlyList<(BranchId Id, string Name)> Branches, IReadOnlyList<(TopicId Id, TopicTitle Title)> Topics);
