using Microsoft.AspNetCore.Diagnostics;

namespace Rollout.App.Hosting;

/// <summary>
/// When a request ended in an error, another page answers in its place. That page is read, whatever the request was: a form that was sent to
/// the first page is nothing to it.
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
