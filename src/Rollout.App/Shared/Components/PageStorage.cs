using Microsoft.AspNetCore.Components.Endpoints;

namespace Rollout.App.Shared.Components;

/// <summary>On a page that no browser may store, not even to go back to it: others use the same screen, or it shows what opens a door.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeverStoredAttribute : Attribute;

/// <summary>
/// Decides what a browser may store of a page. The framework forbids it for every page with a form; going back over the answer to a form then shows
/// an error of the browser (“Confirm form resubmission”) instead of the page with what they typed. So such an answer may be stored by the browser, and by
/// nothing on the way.
/// </summary>
public sealed class PageStorage(RequestDelegate next)
{
    private const string Never = "no-cache, no-store";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata is { } page && page.GetMetadata<ComponentTypeMetadata>() is not null)
        {
            var isNeverStored = page.GetMetadata<NeverStoredAttribute>() is not null;
            context.Response.OnStarting(() => Set(context, isNeverStored));
        }

        return next(context);
    }

    private static Task Set(HttpContext context, bool isNeverStored)
    {
        var headers = context.Response.Headers;
        if (isNeverStored)
        {
            headers.CacheControl = Never;
        }
        else if (HttpMethods.IsPost(context.Request.Method) && headers.CacheControl == Never)
        {
            headers.CacheControl = "private, no-cache";
            headers.Remove("Pragma");
        }

        return Task.CompletedTask;
    }
}
