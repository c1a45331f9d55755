using Microsoft.Net.Http.Headers;

namespace Rollout.App.Modules.Api.Contracts;

internal static class ApiResults
{
    /// <summary>One thing with its version as ETag; 304 for a client that has that version; 404 when there is none.</summary>
    public static IResult Versioned<T>(HttpContext http, T? found, int version)
        where T : class
    {
        if (found is null)
        {
            return Results.NotFound();
        }

        var tag = new EntityTagHeaderValue($"\"{version}\"");
        http.Response.Headers.ETag = tag.ToString();
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(found);
    }
}
