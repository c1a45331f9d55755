using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Extensions;

namespace Rollout.App.Shared.Components;

/// <summary>
/// What becomes of a form whose antiforgery token does not match the browser any more. One that comes from our own page was open too long, or
/// someone signed in or out meanwhile: nothing is done, and the page comes back with what was typed. Anything else is refused as forged.
/// </summary>
public sealed class StaleForms(RequestDelegate next)
{
    private static readonly object Kept = new();
    private static readonly object Forged = new();

    /// <summary>Whether the form that this request sent must only be shown again.</summary>
    public static bool IsKept(HttpContext context) => context.Items.ContainsKey(Kept);

    /// <summary>Whether the request sent a form that was not from here, or from another sign-in.</summary>
    public static bool IsForged(HttpContext? context) => context?.Items[Forged] is true;

    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false } refused)
        {
            return next(context);
        }

        if (!IsReadable(refused) || !IsFromOurPage(context.Request))
        {
            context.Response.StatusCode = IsOverALimit(refused) ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status400BadRequest;
            context.Items[Forged] = IsReadable(refused);
            return Task.CompletedTask;
        }

        if (context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
        {
            // It has no page: the one with the button is shown as it is now.
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = PageOf(context.Request);
            return Task.CompletedTask;
        }

        // The form is read and not acted upon: see ActionForm.
        context.Items[Kept] = true;
        context.Features.Set<IAntiforgeryValidationFeature>(new Read());
        return next(context);
    }

    // A form with too many fields is refused as one without a token.
    private static bool IsReadable(IAntiforgeryValidationFeature refused) => refused.Error?.InnerException is not (IOException or InvalidDataException);

    // The framework says by an IOException that the body is too large, and by words alone which of its limits for forms was passed. What else it cannot read is malformed.
    private static bool IsOverALimit(IAntiforgeryValidationFeature refused) =>
        refused.Error?.InnerException is IOException || (refused.Error?.InnerException is InvalidDataException e && e.Message.Contains("limit", StringComparison.OrdinalIgnoreCase));

    // Browsers say where a request comes from, and a page elsewhere cannot make them say otherwise: https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header.
    private static bool IsFromOurPage(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && // what a script sends is answered to the script
        (request.Headers["Sec-Fetch-Site"] is [{ Length: > 0 } site] ? site == "same-origin"
        : request.Headers.Origin is [{ Length: > 0 } origin] && origin == UriHelper.BuildAbsolute(request.Scheme, request.Host).TrimEnd('/'));

    /// <summary>The page of this site that a form was sent from; the start page when the browser does not say.</summary>
    internal static string PageOf(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var page) && page.Authority == request.Host.Value ? page.PathAndQuery : "/";

    private sealed class Read : IAntiforgeryValidationFeature
    {
        public bool IsValid => true;

        public Exception? Error => null;
    }
}
