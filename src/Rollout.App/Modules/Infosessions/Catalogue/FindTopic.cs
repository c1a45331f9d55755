using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>A topic as shown on its page.</summary>
/// <param name="Branches">The names of the branches it is meant for; empty when it is meant for all.</param>
/// <param name="IsForMe">Whether it is meant for the viewer, where it is not meant for everyone.</param>
/// <param name="Earlier">Earlier versions of its content, newest first.</param>
/// <param name="Coming">How many infosessions about it are upcoming.</param>
/// <param name="Zone">The viewer's time zone.</param>
public sealed record TopicView(
    TopicId Id, TopicTitle Title, TopicSummary Summary, TopicFullText Text, IReadOnlyList<string> Languages, IReadOnlyList<WorkType> WorkTypes, IReadOnlyList<string> Branches, bool IsForMe,
    int Minutes, int Seats, bool IsOpen, int Content, Instant ContentSince, IReadOnlyList<ContentRow> Earlier, IReadOnlyList<MaterialRow> Material, int Coming, DateTimeZone Zone);

/// <summary>An earlier version of the content.</summary>
public sealed record ContentRow(int Number, Instant Since, Instant Until);

/// <summary>A link or a file.</summary>
public sealed record MaterialRow(MaterialId Id, string Name, string? Link, string? FileName, int Size);

/// <summary>Finds a topic the user may read; null otherwise.</summary>
public sealed class FindTopic(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    public async Task<TopicView?> RunAsync(TopicId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.FindReadableAsync(id, actor, ct) is not { } t)
        {
            return null;
        }

        var now = clock.GetCurrentInstant();
        var mine = await db.People.Where(p => p.Id == actor.Id).Select(p => new { p.WorkType, Zone = db.Branches.Where(b => b.Id == p.Branch).Select(b => b.Zone).First() }).SingleAsync(ct);
        IReadOnlyList<BranchId> meant = t.Audience.Branches;
        return new TopicView(
            t.Id, new TopicTitle(t.Title, t.Language, t.Translations), new TopicSummary(t.Summary, t.Language, t.Translations), new TopicFullText(t.Text, t.Language, t.Translations), t.Languages, t.Audience.WorkTypes,
            await db.Branches.Where(b => meant.Contains(b.Id)).OrderBy(b => b.Position).Select(b => b.Name).ToListAsync(ct),
            !t.Audience.IsEveryone && t.Audience.Includes(mine.WorkType, actor.Branch),
            t.Minutes, t.Seats, t.IsOpen, t.Content, t.ContentSince,
            await db.TopicContents.Where(c => c.Topic == id).OrderByDescending(c => c.Number).Select(c => new ContentRow(c.Number, c.Since, c.Until)).ToListAsync(ct),
            await db.Materials.Where(m => m.Topic == id).OrderBy(m => m.AddedAt).Select(m => new MaterialRow(m.Id, m.Name, m.Link, m.FileName, m.Size)).ToListAsync(ct),
            await db.Infosessions.WithoutDryRuns().CountAsync(s => s.Topic == id && s.State == InfosessionState.Published && s.StartsAt > now, ct),
            mine.Zone);
    }
}

internal static class ReadableTopic
{
    /// <summary>The topic, if this person may read it.</summary>
    public static async Task<Topic?> FindReadableAsync(this RolloutDb db, TopicId id, CurrentUser actor, CancellationToken ct)
    {
        var found = await db.Topics.AsNoTracking().Where(t => t.Id == id)
            .Select(t => new { Topic = t, IsKeyUser = db.KeyUsers.Any(k => k.Person == actor.Id && db.Infosessions.Any(s => s.Id == k.DryRun && s.Topic == id)) }).SingleOrDefaultAsync(ct);
        return found is not null && Topic.IsReadBy(found.Topic.IsOpen, found.IsKeyUser, actor) ? found.Topic : null;
    }
}
