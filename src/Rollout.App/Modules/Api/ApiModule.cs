using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.Audit;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Modules.Api.Webhooks;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.PersonReferences;
using Rollout.App.Shared.Telemetry;

namespace Rollout.App.Modules.Api;

/// <summary>The API for other systems: clients, their tokens and scopes. Each module maps its own endpoints, in its Api.cs.</summary>
internal static class ApiModule
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiAuthentication>(ApiScopeNames.Scheme, null);
        services.AddSingleton(new NetworkLimit(ApiRateLimit.Name, ApiRateLimit.MostInAMinute, Counts: _ => true, ApiRateLimit.Refuse));
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict; // else a number is described as "a number or text"
        });
        services.AddOptions<WebhookSettings>().BindConfiguration(WebhookSettings.Section);
        services.AddSingleton<WebhookSender>(s => new WebhookSender(s.GetRequiredService<IDataProtectionProvider>(), s.GetRequiredService<IOptions<WebhookSettings>>(), s.GetRequiredService<IClock>()))
            .AddSingleton<ISaveChangesInterceptor, WebhookEvents>().AddSingleton<IPersonReferences, WebhookTable>();
        return services.AddSingleton<IPersonReferences, ApiClientTable>().AddApiDocument();
    }

    /// <summary>The group of all that clients can ask.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi(Root + "/openapi.json").AllowAnonymous();
        var api = app.MapGroup(Root).RequireRateLimiting(ApiRateLimit.Name).AddEndpointFilter(RunAsync).RefuseUnknownFilters()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status429TooManyRequests);
        app.Map(Root + "/{**rest}", ApiElsewhere.Answer).RequireRateLimiting(ApiRateLimit.Name).RequireAuthorization(new AuthorizationPolicyBuilder(ApiScopeNames.Scheme).RequireAuthenticatedUser().Build()).ExcludeFromDescription();
        return api;
    }

    /// <summary>What changes something is an act of the client, and what a rule refuses is a problem with its words.</summary>
    private static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? Root;
        using var command = HttpMethods.IsGet(http.Request.Method) ? null : CommandScope.Begin(
            $"{http.Request.Method} {route}", null, services.GetRequiredService<ILogger<CommandScope>>(), $"API, {http.User.Identity?.Name}", AuditModule.NetworkOf(http.Connection.RemoteIpAddress));
        object? answer = null;
        if (await Refusals.OfAsync(async () => answer = await next(context)) is { } refusal)
        {
            CommandScope.Refused(refusal.Rule);
            return ApiProblems.Of(refusal, services.GetRequiredService<Localizer>());
        }

        return answer;
    }
}

/// <summary>Limits the requests of one network, in each process: against clients that run wild and against guessing tokens.</summary>
internal static class ApiRateLimit
{
    public const string Name = "api";

    /// <summary>How many requests in a minute.</summary>
    public const int MostInAMinute = 1_200;

    public static void Refuse(HttpContext http, int wait) =>
        (http.Response.StatusCode, http.Response.Headers.RetryAfter) = (StatusCodes.Status429TooManyRequests, wait.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
