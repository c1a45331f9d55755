using Rollout.App.Shared.PersonReferences;
using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Modules.Nudges.TextMessages;
using Rollout.App.Modules.Nudges.Waiting;
using Rollout.App.Modules.Nudges.Writing;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;

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
        .AddTextMessages() // asked first: that someone stopped text messages is not that a rule lost its point
        .AddSingleton<ISendGuard, NudgeGuard>()
        .AddSingleton<IPersonReferences, NudgeReferences>()
        .AddSingleton<NoInfosessionEmail>()
        .AddSingleton<NudgeEmails>()
        .AddSingleton<INudgeChannel, MailChannel>()
        .AddWaiting(MessageChannel.StartPage).AddWaiting(MessageChannel.Ambassador).AddWaiting(MessageChannel.Note)
        .AddSingleton<NudgeChannels>().AddSingleton<WaitingMessages>().AddSingleton<WaitingNudges>()
        .AddSingleton<NudgeRuleText>().AddSingleton<RunMessages>().AddSingleton<HandRunsOver>().AddSingleton<ShippedRules>();

    private static IServiceCollection AddWaiting(this IServiceCollection services, MessageChannel channel) =>
        services.AddSingleton<INudgeChannel>(s => new WaitingChannel(channel, s.GetRequiredService<NudgeEmails>()));

    public static void MapNudges(this IEndpointRouteBuilder app)
    {
        app.MapWaitingNudges();
        app.MapTextMessages();
        app.MapPauses();
        app.MapRules();
        app.MapStopping();
    }

    private static void MapPauses(this IEndpointRouteBuilder app)
    {
        // The lead's form carries an antiforgery token; the [FromForm] parameter makes the framework validate it.
        app.MapPost("/nudges/{what:regex(^(pause|resume)$)}", async (string what, [FromForm] string? to, PauseNudges pause, CancellationToken ct) =>
        {
            await pause.RunAsync(what == "pause", ct);
            return Results.LocalRedirect("/nudges");
        }).RequireAuthorization(Policies.Lead);

        app.MapPost("/nudges/branches/{id:guid}/{what:regex(^(pause|resume)$)}", async (Guid id, string what, [FromForm] string? to, PauseBranch pause, CancellationToken ct) =>
        {
            await pause.RunAsync(new BranchId(id), what == "pause", ct);
            return Results.LocalRedirect("/nudges#branches");
        }).RequireAuthorization(Policies.Lead);
    }

    private static void MapRules(this IEndpointRouteBuilder app)
    {
        app.MapPost("/nudges/rules/{code}/{what:regex(^(on|off|pause|retire)$)}", async (string code, string what, [FromForm] string? to, SwitchRule change, CancellationToken ct) =>
        {
            var state = what switch { "on" => NudgeRuleState.On, "pause" => NudgeRuleState.Paused, "retire" => NudgeRuleState.Retired, _ => NudgeRuleState.Off };
            return await change.RunAsync(code, state, ct) ? Results.LocalRedirect($"/nudges/rules/{Uri.EscapeDataString(code)}") : Results.NotFound();
        }).RequireAuthorization(Policies.Lead).RefusedTo("/nudges/rules/{code}");

        app.MapPost("/nudges/rules/{code}/send-to-me", async (string code, [FromForm] string? to, FindRule find, PreviewRule preview, CancellationToken ct) =>
        {
            if (await find.RunAsync(code, ct) is not { Rule: { IsFixed: false } rule })
            {
                return Results.NotFound();
            }

            await preview.SendToMeAsync(rule, ct);
            return Results.LocalRedirect($"/nudges/rules/{Uri.EscapeDataString(code)}?sent=1");
        }).RequireAuthorization(Policies.Lead);
    }

    private static void MapStopping(this IEndpointRouteBuilder app)
    {
        // RFC 8058: mail programs post here without cookies; the token alone identifies the person. Mapped before the page at the same address, which handles
        // GET only.
        app.MapPost("/stop/{token}", async (string token, HttpRequest request, StopNudges stop, CancellationToken ct) =>
        {
            var form = request.HasFormContentType ? await request.ReadFormAsync(ct) : FormCollection.Empty;
            var oneClick = form["List-Unsubscribe"] == "One-Click";
            var known = await stop.RunAsync(token, oneClick || form["what"] is not [{ Length: > 0 } what] ? NudgeChoices.Stop : what, ct);
            return oneClick ? (known ? Results.Ok() : Results.NotFound()) : Results.LocalRedirect("/stop/" + Uri.EscapeDataString(token));
        }).AllowAnonymous().DisableAntiforgery().WithOrder(-1);

        app.MapPost("/stop/{token}/resume", async (string token, StopNudges stop, CancellationToken ct) =>
        {
            await stop.RunAsync(token, NudgeChoices.Welcome, ct);
            return Results.LocalRedirect("/stop/" + Uri.EscapeDataString(token));
        }).AllowAnonymous().DisableAntiforgery();
    }
}
