using Microsoft.AspNetCore.StaticAssets;
using Rollout.App.Shared;

namespace Rollout.App.Modules.Organisation.FirstStart;

/// <summary>Redirects every page to the first start while the installation is empty.</summary>
public sealed class FirstStartRedirect(RequestDelegate next, RolloutSettingsCache currentRollout)
{
    private static readonly string[] Open = ["/start", "/language", "/brand.css", "/health", "/error", "/missing"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (IsOpen(context) || await currentRollout.FindAsync(context.RequestAborted) is not null)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/start";
    }

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null ||
        Array.Exists(Open, path => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal));
}
