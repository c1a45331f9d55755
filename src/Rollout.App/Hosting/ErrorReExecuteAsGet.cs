using Microsoft.AspNetCore.Diagnostics;

namespace Rollout.App.Hosting;

/// <summary>
/// When a request ends in an error, another page is executed in its place. It is always executed as a GET, because the original form means nothing to it.
/// </summary>
public sealed class ErrorReExecuteAsGet(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerPathFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
