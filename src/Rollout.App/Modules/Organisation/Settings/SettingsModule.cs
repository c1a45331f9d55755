using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.App.Shared;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Organisation.Settings;

internal static class SettingsModule
{
    public static void MapSettings(this IEndpointRouteBuilder app) =>
        app.MapPost("/people/roles", ChangeRoleAsync).RequireAuthorization(Policies.Lead).RefusedTo(http => PageOf(http.Request.Form["find"]));

    private static async Task<IResult> ChangeRoleAsync(
        [FromForm] Guid person, [FromForm] GivenRole role, [FromForm] string give, [FromForm] string? find, GiveRole giveRole, TakeRole takeRole, CancellationToken ct)
    {
        await (give == "yes" ? giveRole.RunAsync(new PersonId(person), role, ct) : takeRole.RunAsync(new PersonId(person), role, ct: ct));
        return Results.LocalRedirect(PageOf(find));
    }

    private static string PageOf(string? find) => $"/people/roles?find={Uri.EscapeDataString(find ?? "")}";
}
