using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Notifications.Returns;

namespace Rollout.App.Shared.Outbox.Returns;

/// <summary>Stops mail to an address that takes none, whether the server refused it at once or the mail came back later. The first reason is kept.</summary>
internal static class SuppressAddress
{
    private const int LongestDetail = 500;

    public static Task RunAsync(RolloutDb db, string address, ReturnKind because, string detail, Instant now, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO suppressed_addresses (address, because, detail, since)
            VALUES ({address.ToLowerInvariant()}, {because.ToString()}, {(detail.Length > LongestDetail ? detail[..LongestDetail] : detail)}, {now.ToUnixTimeMilliseconds()})
            ON CONFLICT DO NOTHING
            """,
            ct);
}
