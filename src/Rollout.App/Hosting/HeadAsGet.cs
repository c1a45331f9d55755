namespace Rollout.App.Hosting;

/// <summary>
/// Answers HEAD as GET (RFC 9110, 9.3.2): pages and minimal endpoints are mapped for GET alone. It runs before routing. The server remembers what was really asked,
/// so it sends the headers and drops the body.
/// </summary>
public sealed class HeadAsGet(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }
}
