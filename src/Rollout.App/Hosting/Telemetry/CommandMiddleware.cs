using System.Text.RegularExpressions;
using Rollout.App.Identity;
using Rollout.App.Identity.Audit;
using Rollout.App.Shared.Telemetry;

namespace Rollout.App.Hosting.Telemetry;

/// <summary>Every form that is posted is a command, named by its route.</summary>
internal sealed partial class CommandMiddleware(RequestDelegate next, ILogger<CommandScope> log)
{
    public Task InvokeAsync(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } && !route.StartsWith("/_", StringComparison.Ordinal)
            ? RunAsync(context, NameOf(route))
            : next(context);

    private async Task RunAsync(HttpContext context, string route)
    {
        using var command = CommandScope.Begin(route, SignInClaims.PersonOf(context.User), log, AuditModule.WayOf(context), AuditModule.NetworkOf(context.Connection.RemoteIpAddress));
        try
        {
            await next(context);
            CommandScope.Ended(context.Response.StatusCode switch { >= 500 => CommandOutcome.Failed, >= 400 => CommandOutcome.Invalid, _ => CommandOutcome.Done });
        }
        catch
        {
            CommandScope.Ended(CommandOutcome.Failed);
            throw;
        }
    }

    /// <summary>The route without the constraints of its parameters.</summary>
    internal static string NameOf(string route) => "/" + Constraint().Replace(route.TrimStart('/'), "}");

    [GeneratedRegex(@"(?<=\{\w+):[^/]*\}")]
    private static partial Regex Constraint();}
