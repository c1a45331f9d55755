using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;

namespace Rollout.App.Hosting;

/// <summary>The keys that protect sign-ins and signed links: files in the data folder with SQLite, rows with PostgreSQL, so that all processes share them.</summary>
public sealed class KeyRing(IKeyManager keys, HostSettings settings, IClock clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    private static string Folder(HostSettings settings) => Path.Combine(settings.DataFolder, "keys");

    /// <summary>
    /// On PostgreSQL, copies key files that the database does not have yet (version 0.1.0 kept keys in files), and creates the first key if there is none.
    /// The caller holds the migration lock: two processes that each created a first key would reject each other's cookies until their key rings are refreshed.
    /// </summary>
    public async Task PrepareAsync(RolloutDb db, CancellationToken ct)
    {
        if (db is not PostgresRolloutDb postgres)
        {
            return;
        }

        var known = await postgres.DataProtectionKeys.Select(k => k.FriendlyName).ToHashSetAsync(ct);
        foreach (var file in Directory.Exists(Folder(settings)) ? Directory.GetFiles(Folder(settings), "*.xml") : [])
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (known.Add(name))
            {
                postgres.DataProtectionKeys.Add(new DataProtectionKey { FriendlyName = name, Xml = await File.ReadAllTextAsync(file, ct) });
            }
        }

        await postgres.SaveChangesAsync(ct);
        if (known.Count == 0)
        {
            var now = clock.GetCurrentInstant().ToDateTimeOffset();
            keys.CreateNewKey(now, now + Lifetime);
        }
    }

    internal static void Add(IServiceCollection services, HostSettings settings, bool isPostgres)
    {
        var protection = services.AddDataProtection().SetApplicationName("Rollout");
        _ = isPostgres ? protection.PersistKeysToDbContext<PostgresRolloutDb>() : protection.PersistKeysToFileSystem(new DirectoryInfo(Folder(settings)));
        services.AddSingleton<KeyRing>();
    }
}
