using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.KeyUsers;
using Rollout.App.Shared;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Catalogue;

/// <summary>Registers topics, their content, material, dry-runs and findings.</summary>
internal static class TopicsModule
{
    public static IServiceCollection AddTopics(this IServiceCollection services) => services
        .AddSingleton<TopicEmails>().AddSingleton<MaterialStore>().AddSingleton<ISendGuard, DryRunGuard>();

    public static void MapTopics(this IEndpointRouteBuilder app)
    {
        app.MapPost("/infosessions/{id:guid}/key-users/{person:guid}/take-back", TakeBackAsync).WithMetadata(new RequireAntiforgeryTokenAttribute()).RequireAuthorization(Policies.Lead).RefusedTo("/infosessions/{id}/key-users");
        app.MapPost("/topics/{id:guid}/open", OpenAsync).RequireAuthorization(Policies.Lead).RefusedTo("/topics/{id}/open"); // which names the findings that were added meanwhile
        app.MapGet("/topics/{id:guid}/material/{material:guid}", DownloadAsync).RequireAuthorization();
        app.MapPost("/topics/{id:guid}/material/{material:guid}/remove", async (Guid id, Guid material, [FromForm] string? from, RemoveMaterial remove, CancellationToken ct) =>
        {
            await remove.RunAsync(new TopicId(id), new MaterialId(material), ct);
            return Results.LocalRedirect(LocalPath.Of(from ?? $"/topics/{id}/material"));
        }).RequireAuthorization(Policies.Lead);
    }

    private static async Task<IResult> TakeBackAsync(Guid id, Guid person, TakeBackInvitation takeBack, CancellationToken ct)
    {
        await takeBack.RunAsync(new InfosessionId(id), new PersonId(person), ct);
        return Results.LocalRedirect($"/infosessions/{id}/key-users?done=taken-back");
    }

    private static async Task<IResult> OpenAsync(Guid id, [FromForm] string? from, OpenTopic openTopic, CancellationToken ct)
    {
        await openTopic.RunAsync(new TopicId(id), null, ct);
        return Results.LocalRedirect(LocalPath.Of(from ?? "/topics"));
    }

    // Always an attachment, and only allowed kinds, so that a browser never shows it as one of our pages.
    private static async Task<IResult> DownloadAsync(Guid id, Guid material, FindMaterial find, HttpResponse response, CancellationToken ct)
    {
        if (await find.RunAsync(new TopicId(id), new MaterialId(material), ct) is not { } file)
        {
            return Results.NotFound();
        }

        response.ContentLength = file.Size;
        return Results.Stream(file.WriteToAsync, file.ContentType, file.FileName);
    }
}
