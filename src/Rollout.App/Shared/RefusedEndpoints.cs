using Microsoft.AspNetCore.WebUtilities;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Shared;

/// <summary>Answers a refused POST with a redirect to a page that shows why, by <see cref="Components.RefusalNote"/> or by asking the same rules itself.</summary>
internal static class RefusedEndpoints
{
    /// <param name="page">A local path, in which <c>{id}</c> is replaced by the route value of that name.</param>
    public static RouteHandlerBuilder RefusedTo(this RouteHandlerBuilder endpoint, string page) =>
        endpoint.RefusedTo(http => http.Request.RouteValues.Aggregate(page, (path, value) => path.Replace($"{{{value.Key}}}", Uri.EscapeDataString($"{value.Value}"), StringComparison.Ordinal)));

    /// <param name="page">Gives a local path, from a request whose form has been read.</param>
    public static RouteHandlerBuilder RefusedTo(this RouteHandlerBuilder endpoint, Func<HttpContext, string> page) => endpoint.AddEndpointFilter(async (context, next) =>
    {
        try
        {
            return await next(context);
        }
        catch (BrokenRuleException broken)
        {
            CommandScope.Refused(broken.Rule);
            return Results.LocalRedirect(QueryHelpers.AddQueryString(page(context.HttpContext), "refused", broken.Rule.Code));
        }
    });
}
