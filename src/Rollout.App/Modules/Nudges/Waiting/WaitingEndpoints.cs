using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.Domain.Branches;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Waiting;

/// <summary>The buttons under nudges that wait on a page: seen, spoken, handed out.</summary>
internal static class WaitingEndpoints
{
    public static void MapWaitingNudges(this IEndpointRouteBuilder app)
    {
        app.MapPost("/my/nudges/{id:guid}/seen", async (Guid id, [FromForm] string? to, SeeNudge see, CancellationToken ct) =>
        {
            await see.RunAsync(new OutboxMessageId(id), ct);
            return Results.LocalRedirect("/");
        });

        app.MapPost("/my/nudges/{id:guid}/spoken", async (Guid id, [FromForm] string? to, NoteSpoken note, CancellationToken ct) =>
        {
            await note.RunAsync(new OutboxMessageId(id), ct);
            return Results.LocalRedirect("/");
        }).RequireAuthorization(Policies.Ambassador);

        app.MapPost("/nudges/notes/{id:guid}/printed", async (Guid id, [FromForm] string? notes, NotePrinted note, CancellationToken ct) =>
        {
            var printed = (notes ?? "").Split(',').Select(n => Guid.TryParse(n, out var one) ? one : Guid.Empty).Select(n => new OutboxMessageId(n)).ToList();
            return await note.RunAsync(new BranchId(id), printed, ct) is { } count ? Results.LocalRedirect($"/nudges/notes?printed={count}") : Results.NotFound();
        }).RequireAuthorization(Policies.LeadOrDirector);
    }
}
