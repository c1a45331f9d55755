using Microsoft.EntityFrameworkCore;
using Rollout.App.Persistence;

namespace Rollout.App.Hosting;

/// <summary>For whoever watches the process: live when it answers, ready when its database does and is up to date.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        app.MapGet("/health/ready", async (IDbContextFactory<RolloutDb> dbs, CancellationToken ct) =>
            await IsReadyAsync(dbs, ct) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
    }

    private static async Task<bool> IsReadyAsync(IDbContextFactory<RolloutDb> dbs, CancellationToken ct)
    {
        try
        {
            await using var db = await dbs.CreateDbContextAsync(ct);
            return !(await db.Database.GetPendingMigrationsAsync(ct)).Any();
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }
}
