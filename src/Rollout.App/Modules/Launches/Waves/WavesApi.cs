using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.Waves;

/// <summary>One branch's part of a wave, for clients of the API.</summary>
/// <param name="Branch">The id of the branch.</param>
internal sealed record LaunchItem(Guid Id, Guid Branch, LaunchState State, SignOffStatusKind SignOff, DateTimeOffset? LiveAt);

/// <summary>A wave, for clients of the API.</summary>
/// <param name="Moment">The go-live moment.</param>
internal sealed record WaveItem(Guid Id, string Name, DateTimeOffset Moment, string TimeZone, WaveState State, DateTimeOffset? LiveAt, IReadOnlyList<LaunchItem> Launches)
{
    public static WaveItem Of(Wave wave, Instant now) => new(
        wave.Id.Value, wave.Name, wave.MomentAt.ToDateTimeOffset(), wave.Zone.Id, wave.State, wave.LiveAt?.ToDateTimeOffset(),
        [.. wave.Launches.OrderBy(l => l.Id.Value).Select(l => new LaunchItem(l.Id.Value, l.Branch.Value, l.State, l.StatusIn(wave, now).Kind, l.LiveAt?.ToDateTimeOffset()))]);
}

/// <summary>What clients ask about waves. Rehearsals do not exist for them.</summary>
internal static class WavesApi
{
    public static void MapWavesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/waves", ListAsync).RequireScope(ApiScopes.WavesRead).WithTags("Waves").WithName("ListWaves").WithSummary("All waves with their branches");
        api.MapGet("/waves/{id:guid}", FindAsync).RequireScope(ApiScopes.WavesRead).WithTags("Waves").WithName("FindWave").WithSummary("One wave")
            .Produces<WaveItem>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<ApiPage<WaveItem>> ListAsync(IDbContextFactory<RolloutDb> dbs, IClock clock, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var waves = await db.Waves.AsNoTracking().WithReadiness().OrderBy(w => w.Id).ToListAsync(ct);
        return new ApiPage<WaveItem>(waves.ConvertAll(w => WaveItem.Of(w, clock.GetCurrentInstant())), null);
    }

    private static async Task<IResult> FindAsync(Guid id, IDbContextFactory<RolloutDb> dbs, IClock clock, CancellationToken ct)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Waves.AsNoTracking().WithReadiness().SingleOrDefaultAsync(w => w.Id == new WaveId(id), ct) is { } wave ? Results.Ok(WaveItem.Of(wave, clock.GetCurrentInstant())) : Results.NotFound();
    }
}
