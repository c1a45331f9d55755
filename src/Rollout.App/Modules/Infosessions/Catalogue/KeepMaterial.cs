using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>The lead adds a link or a file to a topic.</summary>
public sealed class AddMaterial(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, MaterialStore store, IClock clock)
{
    /// <param name="name">The display name.</param>
    /// <param name="link">The address, unless there is a file.</param>
    /// <param name="file">The file, if there is one.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public async Task RunAsync(TopicId topic, string name, string? link, IFormFile? file, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var content = file?.OpenReadStream() ?? Stream.Null;
        var already = await db.Materials.CountAsync(m => m.Topic == topic, ct);
        var material = file is null
            ? Material.LinkTo(topic, name, link ?? "", already, clock.GetCurrentInstant())
            : Material.Keep(topic, name, file.FileName, await StartAsync(content, ct), file.Length, already, clock.GetCurrentInstant());
        try
        {
            await store.PrepareAsync(db, material, content, ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.LockAsync(topic, ct);
            Material.EnsureRoom(await db.Materials.CountAsync(m => m.Topic == topic, ct));
            db.Add(material);
            await db.SaveChangesAsync(ct);
            await store.SaveAsync(db, material, content, ct);
            await transaction.CommitAsync(ct);
        }
        catch
        {
            store.Delete(material.Id);
            throw;
        }
    }

    private static async Task<byte[]> StartAsync(Stream content, CancellationToken ct)
    {
        var start = new byte[16];
        var read = await content.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        content.Position = 0;
        return start[..read];
    }
}

/// <summary>The lead removes material from a topic.</summary>
public sealed class RemoveMaterial(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, MaterialStore store)
{
    public async Task RunAsync(TopicId topic, MaterialId id, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Materials.Where(m => m.Topic == topic && m.Id == id).ExecuteDeleteAsync(ct) > 0)
        {
            store.Delete(id);
        }
    }
}

/// <summary>Deletes the files that nothing leads to any more, an hour after they were written: by then no upload is still on its way.</summary>
public sealed class SweepMaterial(MaterialStore store, IClock clock)
{
    private static readonly Duration Kept = Duration.FromHours(1);

    /// <returns>How many files there were.</returns>
    public Task<int> RunAsync(CancellationToken ct = default) => store.SweepAsync(clock.GetCurrentInstant() - Kept, ct);
}

/// <summary>A file to download.</summary>
/// <param name="WriteToAsync">Writes its content, a part at a time.</param>
public sealed record MaterialDownload(string FileName, string ContentType, long Size, Func<Stream, Task> WriteToAsync);

/// <summary>Finds a file of a topic, for users who may read the topic.</summary>
public sealed class FindMaterial(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, MaterialStore store)
{
    public async Task<MaterialDownload?> RunAsync(TopicId topic, MaterialId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.FindReadableAsync(topic, actor, ct) is not null
            && await db.Materials.SingleOrDefaultAsync(m => m.Topic == topic && m.Id == id && m.FileName != null, ct) is { } found
            && await store.HasAsync(db, id, ct)
                ? new MaterialDownload(found.FileName!, MaterialKind.OfName(found.FileName!)!.ContentType, found.Size, body => store.WriteAsync(id, body, ct))
                : null;
    }
}
