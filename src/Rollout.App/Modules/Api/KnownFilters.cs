using System.Reflection;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Api;

/// <summary>Refuses query parameters that an endpoint does not have: with a mistyped filter a client would get everything and not notice.</summary>
internal static class KnownFilters
{
    public static TBuilder RefuseUnknownFilters<TBuilder>(this TBuilder api)
        where TBuilder : IEndpointConventionBuilder => api.AddEndpointFilterFactory((made, next) =>
        {
            var known = made.MethodInfo.GetParameters().SelectMany(NamesOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
            return context => context.HttpContext.Request.Query.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown
                ? ValueTask.FromResult<object?>(Unknown(context.HttpContext, unknown))
                : next(context);
        });

    private static IEnumerable<string> NamesOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is null ? [parameter.Name!] : parameter.ParameterType.GetProperties().Select(p => p.Name);

    private static IResult Unknown(HttpContext http, string name)
    {
        var words = http.RequestServices.GetRequiredService<Localizer>();
        return Results.Problem(words["api.unknown-filter", name], http.Request.Path, StatusCodes.Status400BadRequest, words["api.problem.400"], "about:blank");
    }
}
