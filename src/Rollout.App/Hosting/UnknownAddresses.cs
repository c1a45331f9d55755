namespace Rollout.App.Hosting;

/// <summary>
/// Answers an address that no page has with 404, and one that only takes forms with 405, before anyone is asked to sign in. That reveals nothing: the
/// addresses are those of the published source, and one that leads to somebody's data asks to sign in whether there is such data or not.
/// </summary>
public sealed class UnknownAddresses(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        switch (context.GetEndpoint())
        {
            case RouteEndpoint:
                return next(context);
            case { RequestDelegate: { } refuse }: // of the framework: there is the address, but not with this method
                return refuse(context);
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
        }
    }
}
