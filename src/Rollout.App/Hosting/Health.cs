using Rollout.App.Persistence;

namespace Rollout.App.Hosting;

/// <summary>For whoever watches the process: live when it answers, ready when its database does and has the schema of this version.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous();
        app.MapGet("/health/ready", async (DatabaseSchema schema, CancellationToken ct) =>
            await IsReadyAsync(schema, ct) ? Results.Text("ready") : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable)).AllowAnonymous();
    }

    private static async Task<bool> IsReadyAsync(DatabaseSchema schema, CancellationToken ct)
    {
        try
        {
            return (await schema.CompareAsync(ct)).IsCurrent;
        }
        catch (System.Data.Common.DbException)
        {
            return false;
        }
    }
}
