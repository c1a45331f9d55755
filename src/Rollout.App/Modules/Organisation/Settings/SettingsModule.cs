using Microsoft.AspNetCore.Mvc;
using Rollout.App.Identity;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Organisation.Settings;

internal static class SettingsModule
{
    public static void MapSettings(this IEndpointRouteBuilder app) =>
        app.MapPost("/people/roles", ChangeRoleAsync).RequireAuthorization(Policies.Lead);

    private static async Task<IResult> ChangeRoleAsync(
        [FromForm] Guid person, [FromForm] GivenRole role, [FromForm] string give, [FromForm] string? find, GiveRole giveRole, TakeRole takeRole, CancellationToken ct)
    {
        var refused = "";
        try
        {
            await (give == "yes" ? giveRole.RunAsync(new PersonId(person), role, ct) : takeRole.RunAsync(new PersonId(person), role, ct));
        }
        catch (BrokenRuleException broken)
        {
            CommandScope.Refused(broken.Rule);
            refused = $"&refused={broken.Rule.Code}";
        }

        return Results.LocalRedirect($"/people/roles?find={Uri.EscapeDataString(find ?? "")}{refused}");
    }
}
