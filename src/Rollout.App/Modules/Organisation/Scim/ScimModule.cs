using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Identity.Audit;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.PersonReferences;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Scim;

/// <summary>
/// SCIM 2.0 for the company's directory (<see href="https://www.rfc-editor.org/rfc/rfc7644"/>): users only, who come in with a bearer token and with nothing else.
/// </summary>
internal static class ScimModule
{
    private const string ContentType = "application/scim+json";
    private const int MostUsers = 200;

    private static readonly Rule[] Uniqueness = [ScimRules.IsNew, ScimRules.IsTheSamePerson, PersonRules.EmailIsFree, PersonRules.NumberIsFree, PersonRules.MobileIsFree];

    public static IServiceCollection AddScim(this IServiceCollection services) => services.AddSingleton<ScimUsers>().AddSingleton<IPersonReferences, ScimAccountTable>();

    public static void MapScim(this IEndpointRouteBuilder app)
    {
        // Closed by its token, which no browser has.
        var scim = app.MapGroup("/scim/v2").AllowAnonymous().AddEndpointFilter(AnswerAsync);
        scim.MapGet("/ServiceProviderConfig", () => Json(ScimSchemas.Config));
        scim.MapGet("/ResourceTypes", () => Json(Listed(ScimSchemas.ResourceTypes)));
        scim.MapGet("/Schemas", () => Json(Listed(ScimSchemas.Schemas)));
        scim.MapGet("/Users", ListAsync);

        // A directory that is told to send groups too looks for them first, and must neither take a missing page for an outage nor believe that one was made.
        scim.MapGet("/Groups", () => Json(Listed([])));
        scim.MapGet("/Groups/{id}", (string id) => Error(StatusCodes.Status404NotFound, "There are no groups here."));
        scim.MapMethods("/Groups", [HttpMethods.Post], () => NoGroups);
        scim.MapMethods("/Groups/{id}", [HttpMethods.Put, HttpMethods.Patch, HttpMethods.Delete], (string id) => NoGroups);
        scim.MapGet("/Users/{id}", async (string id, ScimUsers users, CancellationToken ct) => OrNotFound(await users.FindAsync(IdOf(id), ct)));
        scim.MapPost("/Users", async (HttpContext http, ScimUsers users, CancellationToken ct) =>
        {
            var made = await users.CreateAsync(await BodyAsync(http), TokenOf(http), ct);
            http.Response.Headers.Location = ScimJson.Text(made["meta"], "location");
            return Json(made, StatusCodes.Status201Created);
        });
        scim.MapPut("/Users/{id}", async (string id, HttpContext http, ScimUsers users, CancellationToken ct) =>
        {
            var body = await BodyAsync(http);
            return OrNotFound(await users.ChangeAsync(IdOf(id), _ => body, TokenOf(http), ct));
        });
        scim.MapPatch("/Users/{id}", async (string id, HttpContext http, ScimUsers users, CancellationToken ct) =>
        {
            var operations = ScimJson.Get(await BodyAsync(http), "Operations") as JsonArray ?? throw new BadHttpRequestException("Operations are missing.");
            return OrNotFound(await users.ChangeAsync(IdOf(id), user => Patched(user, operations), TokenOf(http), ct));
        });
        scim.MapDelete("/Users/{id}", async (string id, HttpContext http, ScimUsers users, CancellationToken ct) =>
            await users.RemoveAsync(IdOf(id), TokenOf(http), ct) ? Results.NoContent() : NotFound());
    }

    private static async Task<IResult> ListAsync(string? filter, string? startIndex, string? count, ScimUsers users, CancellationToken ct)
    {
        if (ScimFilter.Read(filter) is not { } wanted)
        {
            return Error(StatusCodes.Status400BadRequest, "The filter is not supported: use userName, externalId, id, displayName or emails.value with eq.", "invalidFilter");
        }

        var start = Math.Max(1, int.TryParse(startIndex, out var from) ? from : 1);
        var (total, page) = await users.ListAsync(wanted, start, Math.Clamp(int.TryParse(count, out var most) ? most : MostUsers, 0, MostUsers), ct);
        return Json(Listed(page, total, start));
    }

    /// <summary>Lets in who has a token, runs the command as an act of that token, and says in SCIM's words what was refused.</summary>
    private static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var (http, services) = (context.HttpContext, context.HttpContext.RequestServices);
        if (await FindTokenAsync(http) is not { } token)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Error(StatusCodes.Status401Unauthorized, "A bearer token of this installation is needed.");
        }

        http.Items[typeof(ScimToken)] = token;
        using var command = HttpMethods.IsGet(http.Request.Method) ? null : CommandScope.Begin(
            $"{http.Request.Method} /scim/v2/Users", null, services.GetRequiredService<ILogger<CommandScope>>(), $"SCIM, {token.Name}", AuditModule.NetworkOf(http.Connection.RemoteIpAddress));
        object? answer = null;
        try
        {
            var refusal = await Refusals.OfAsync(async () => answer = await next(context));
            return refusal is null ? answer : RefusedBy(refusal);
        }
        catch (DbUpdateException)
        {
            // Two requests about one person at once: the directory asks again.
            http.Response.Headers.RetryAfter = "1";
            return Error(StatusCodes.Status503ServiceUnavailable, "Another request changed this user at the same moment.");
        }
        catch (Exception e) when (e is JsonException or BadHttpRequestException)
        {
            return Error(StatusCodes.Status400BadRequest, "The body cannot be read.", "invalidSyntax");
        }
    }

    private static async Task<ScimToken?> FindTokenAsync(HttpContext http)
    {
        if (BearerTokens.HashOf(http) is not { } hash)
        {
            return null;
        }

        await using var db = await http.RequestServices.GetRequiredService<IDbContextFactory<RolloutDb>>().CreateDbContextAsync(http.RequestAborted);
        return await db.ScimTokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash && t.RevokedAt == null, http.RequestAborted);
    }

    private static IResult RefusedBy(BrokenRuleException refusal)
    {
        CommandScope.Refused(refusal.Rule);
        var says = Localizer.In("en")["rule." + refusal.Rule.Code, [.. refusal.Words]];
        return refusal.Rule == ScimRules.FewLeave
            ? Error(StatusCodes.Status503ServiceUnavailable, says)
            : Uniqueness.Contains(refusal.Rule) ? Error(StatusCodes.Status409Conflict, says, "uniqueness") : Error(StatusCodes.Status400BadRequest, says, "invalidValue");
    }

    private static JsonObject Patched(JsonObject user, JsonArray operations)
    {
        ScimPatch.Apply(user, operations);
        return user;
    }

    private static async Task<JsonObject> BodyAsync(HttpContext http) =>
        await JsonNode.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted) as JsonObject ?? throw new BadHttpRequestException("The body is no object.");

    private static ScimToken TokenOf(HttpContext http) => (ScimToken)http.Items[typeof(ScimToken)]!;

    private static ScimAccountId IdOf(string id) => Guid.TryParse(id, out var known) ? new ScimAccountId(known) : default;

    private static IResult OrNotFound(JsonObject? user) => user is null ? NotFound() : Json(user);

    private static IResult NoGroups => Error(StatusCodes.Status501NotImplemented, "Groups are not taken over: a person has one branch, and roles are given here. Send users only.");

    private static IResult NotFound() => Error(StatusCodes.Status404NotFound, "There is nobody of that id.");

    private static IResult Error(int status, string detail, string? scimType = null)
    {
        var error = new JsonObject { ["schemas"] = new JsonArray(ScimJson.Error), ["status"] = status.ToString(System.Globalization.CultureInfo.InvariantCulture), ["detail"] = detail };
        if (scimType is not null)
        {
            error["scimType"] = scimType;
        }

        return Json(error, status);
    }

    private static JsonObject Listed(IReadOnlyCollection<JsonObject> page, int? total = null, int start = 1) => new()
    {
        ["schemas"] = new JsonArray(ScimJson.List),
        ["totalResults"] = total ?? page.Count,
        ["startIndex"] = start,
        ["itemsPerPage"] = page.Count,
        ["Resources"] = new JsonArray([.. page.Select(r => r.DeepClone())]),
    };

    private static IResult Json(JsonNode node, int status = StatusCodes.Status200OK) => Results.Text(node.ToJsonString(), new ContentType(ContentType) { CharSet = "utf-8" }.ToString(), statusCode: status);
}
