using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared.Outbox;

namespace Rollout.App.Modules.Nudges;

/// <summary>Registers nudges: the rules in order of priority, the planner, and the pages.</summary>
internal static class NudgesModule
{
    public static IServiceCollection AddNudges(this IServiceCollection services) => services
        .AddSingleton<INudgeSource, ChecksOpenSource>()
        .AddSingleton<INudgeSource, NoInfosessionSource>()
        .AddSingleton<INudgeSource, InfosessionsToldSource>()
        .AddSingleton<INudgeSource, ProfileOpenSource>()
        .AddSingleton<INudgeSource, BehindPaceSource>()
        .AddSingleton<INudgeSource, WeeklyDigestSource>()
        .AddSingleton<INudgeSource, ColleagueDoneSource>()
        .AddSingleton<INudgeSource, FeedbackOpenSource>()
        .AddSingleton<ISendGuard, NudgeGuard>()
        .AddSingleton<NoInfosessionEmail>()
        .AddSingleton<NudgeEmails>();

    public static void MapNudges(this IEndpointRouteBuilder app)
    {
        // The lead's form carries an antiforgery token; the [FromForm] parameter makes the framework validate it.
        app.MapPost("/nudges/{what:regex(^(pause|resume)$)}", async (string what, [FromForm] string? to, PauseNudges pause, CancellationToken ct) =>
        {
            await pause.RunAsync(what == "pause", ct);
            return Results.LocalRedirect("/nudges");
        }).RequireAuthorization(Policies.Lead);

        // RFC 8058: mail programs post here without cookies; the token alone identifies the person. Mapped before the page at the same address, which handles
        // GET only.
        app.MapPost("/stop/{token}", async (string token, HttpRequest request, StopNudges stop, CancellationToken ct) =>
        {
            var known = await stop.RunAsync(token, stop: true, ct);
            var oneClick = request.HasFormContentType && (await request.ReadFormAsync(ct))["List-Unsubscribe"] == "One-Click";
            return oneClick ? (known ? Results.Ok() : Results.NotFound()) : Results.LocalRedirect("/stop/" + Uri.EscapeDataString(token));
        }).AllowAnonymous().DisableAntiforgery().WithOrder(-1);

        app.MapPost("/stop/{token}/resume", async (string token, StopNudges stop, CancellationToken ct) =>
        {
            await stop.RunAsync(token, stop: false, ct);
            return Results.LocalRedirect("/stop/" + Uri.EscapeDataString(token));
        }).AllowAnonymous().DisableAntiforgery();
    }
}
