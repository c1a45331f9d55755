using System.Reflection;
using Rollout.App.Shared.Localization;

namespace Rollout.App.Modules.Api;

/// <summary>
/// Refuses query parameters that an endpoint does not have, because with a mistyped filter a client would get everything and not notice, and names the one whose value cannot be read.
/// </summary>
internal static class KnownFilters
{
    public static TBuilder RefuseUnknownFilters<TBuilder>(this TBuilder api)
        where TBuilder : IEndpointConventionBuilder => api.AddEndpointFilterFactory((made, next) =>
        {
            var known = made.MethodInfo.GetParameters().SelectMany(ReadersOf).ToDictionary(r => r.Name, r => r.Read, StringComparer.OrdinalIgnoreCase);
            return context =>
            {
                var query = context.HttpContext.Request.Query;
                if (query.Keys.FirstOrDefault(k => !known.ContainsKey(k)) is { } unknown)
                {
                    return Refuse(context.HttpContext, "api.unknown-filter", unknown);
                }

                // The framework runs filters also after it could not read a value; the parameter then has none.
                return context.HttpContext.Response.StatusCode == StatusCodes.Status400BadRequest
                    && query.FirstOrDefault(q => q.Value.ToString().Length > 0 && known[q.Key](context.Arguments) is null) is { Key: { } unread } sent
                        ? Refuse(context.HttpContext, "api.unreadable-filter", unread, sent.Value.ToString())
                        : next(context);
            };
        });

    private static IEnumerable<(string Name, Func<IList<object?>, object?> Read)> ReadersOf(ParameterInfo parameter) =>
        parameter.GetCustomAttribute<AsParametersAttribute>() is null
            ? [(parameter.Name!, arguments => arguments[parameter.Position])]
            : parameter.ParameterType.GetProperties().Select(p => (p.Name, (Func<IList<object?>, object?>)(arguments => arguments[parameter.Position] is { } all ? p.GetValue(all) : null)));

    private static ValueTask<object?> Refuse(HttpContext http, string key, params object[] what)
    {
        var words = http.RequestServices.GetRequiredService<Localizer>();
        return ValueTask.FromResult<object?>(Results.Problem(words[key, what], http.Request.Path, StatusCodes.Status400BadRequest, words["api.problem.400"], "about:blank"));
    }
}
