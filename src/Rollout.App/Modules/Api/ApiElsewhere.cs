using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing.Template;

namespace Rollout.App.Modules.Api;

/// <summary>Answers what no endpoint of the API takes: not this method (405), not this kind of body (415), or no such address (404).</summary>
internal static class ApiElsewhere
{
    public static IResult Answer(HttpContext http, EndpointDataSource endpoints)
    {
        var here = endpoints.Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText?.StartsWith(ApiModule.Root, StringComparison.Ordinal) == true && MethodsOf(e).Count > 0 && Matches(e, http.Request.Path)).ToList();
        if (here.Count == 0)
        {
            return Results.NotFound();
        }

        if (here.Find(e => MethodsOf(e).Contains(http.Request.Method)) is not { } endpoint)
        {
            http.Response.Headers.Allow = string.Join(", ", here.SelectMany(MethodsOf).Distinct());
            return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
        }

        return endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is not null && !http.Request.HasJsonContentType() ? Results.StatusCode(StatusCodes.Status415UnsupportedMediaType) : Results.NotFound();
    }

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private static bool Matches(RouteEndpoint endpoint, PathString path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(TemplateParser.Parse(endpoint.RoutePattern.RawText!), new RouteValueDictionary()).TryMatch(path, values)
            && endpoint.RoutePattern.Parameters.All(p => !p.ParameterPolicies.Any(policy => policy.Content == "guid") || Guid.TryParse(values[p.Name] as string, out _));
    }
}
