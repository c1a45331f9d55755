using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>The lead adds a link or a file to a topic.</summary>
public sealed class AddMaterial(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IClock clock)
{
    /// <param name="name">The display name.</param>
    /// <param name="link">The address, unless there is a file.</param>
    /// <param name="file">The file, if there is one.</param>
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="TopicRules"/> rule is broken.</exception>
    public async Task RunAsync(TopicId topic, string name, string? link, IFormFile? file, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        TopicRules.MaterialIsNotTooLarge.Ensure((file?.Length ?? 0) <= Material.LargestFile, Material.LargestFile / 1_000_000);
        var bytes = file is null ? [] : await ReadAsync(file, ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockAsync(topic, ct);
        var (already, now) = (await db.Materials.CountAsync(m => m.Topic == topic, ct), clock.GetCurrentInstant());
        if (file is null)
        {
            db.Add(Material.LinkTo(topic, name, link ?? "", already, now));
        }
        else
        {
            var (material, content) = Material.Keep(topic, name, file.FileName, bytes, already, now);
            db.AddRange(material, content);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<byte[]> ReadAsync(IFormFile file, CancellationToken ct)
    {
        using var memory = new MemoryStream((int)file.Length);
        await file.CopyToAsync(memory, ct);
        return memory.ToArray();
    }
}

/// <summary>The lead removes material from a topic.</summary>
public sealed class RemoveMaterial(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task RunAsync(TopicId topic, MaterialId id, CancellationToken ct = default)
    {
        InfosessionRules.OnlyTheLeadKeepsTopics.Ensure((await me.GetAsync(ct)).IsLead);
        await using var db = await dbs.CreateDbContextAsync(ct);
        await db.Materials.Where(m => m.Topic == topic && m.Id == id).ExecuteDeleteAsync(ct);
    }
}

/// <summary>A file to download.</summary>
public sealed record MaterialDownload(string FileName, string ContentType, byte[] Bytes);

/// <summary>Finds a file of a topic, for users who may read the topic.</summary>
public sealed class FindMaterial(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me)
{
    public async Task<MaterialDownload?> RunAsync(TopicId topic, MaterialId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.FindReadableAsync(topic, actor, ct) is null)
        {
            return null;
        }

        var found = await (
            from m in db.Materials
            where m.Topic == topic && m.Id == id
            join f in db.MaterialFiles on m.Id equals f.Material
            select new { m.FileName, f.Bytes }).SingleOrDefaultAsync(ct);
        return found is null ? null : new MaterialDownload(found.FileName!, MaterialKind.OfName(found.FileName!)!.ContentType, found.Bytes);
    }
}
