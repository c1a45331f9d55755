using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Shared.Localization;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Api;

/// <summary>Says what went wrong below <see cref="ApiModule.Root"/> as problem details (<see href="https://www.rfc-editor.org/rfc/rfc9457"/>), where pages show one of their own. Nothing there is cached.</summary>
internal sealed class ApiProblems(RequestDelegate next, Localizer words)
{
    private static readonly int[] Explained = [400, 401, 403, 404, 405, 409, 415, 429, 503];

    public async Task InvokeAsync(HttpContext http)
    {
        if (!http.Request.Path.StartsWithSegments(ApiModule.Root, StringComparison.Ordinal))
        {
            await next(http);
            return;
        }

        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException malformed) when (!http.Response.HasStarted)
        {
            http.Response.StatusCode = malformed.StatusCode;
        }
        catch (DbUpdateException) when (!http.Response.HasStarted)
        {
            // Another request changed the same at the same moment.
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            http.Response.Headers.RetryAfter = "1";
        }

        if (http.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
        {
            await WriteAsync(http, "about:blank", words[Explained.Contains(http.Response.StatusCode) ? $"api.problem.{http.Response.StatusCode}" : "api.problem.other"]);
        }
    }

    /// <summary>A rule refused it.</summary>
    public static IResult Of(BrokenRuleException refusal, Localizer words) => Results.Problem(
        string.Join(' ', refusal.All.Select(r => words["rule." + r.Rule.Code, [.. r.Words]])), statusCode: StatusCodes.Status409Conflict, type: "urn:rollout:rule:" + refusal.Rule.Code, title: words["api.problem.rule"],
        extensions: new Dictionary<string, object?> { ["rules"] = refusal.All.Select(r => r.Rule.Code).ToList() });

    private static Task WriteAsync(HttpContext http, string type, string title) => http.Response.WriteAsJsonAsync(
        new ProblemDetails { Type = type, Title = title, Status = http.Response.StatusCode, Instance = http.Request.Path }, options: null, "application/problem+json", http.RequestAborted);
}
