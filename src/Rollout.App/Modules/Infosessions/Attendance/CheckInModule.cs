using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>Registers check-in: its commands and queries, and the endpoints its page posts to, with or without script.</summary>
internal static class CheckInModule
{
    public static IServiceCollection AddDoor(this IServiceCollection services) => services.AddScoped<RecordAttendance>().AddKeptDoor();

    public static void MapDoor(this IEndpointRouteBuilder app)
    {
        app.MapPost("/infosessions/{id:guid}/door/tick", TickAsync).RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapPost("/infosessions/{id:guid}/door/sync", SyncAsync).RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapPost("/infosessions/{id:guid}/door/walk-in", (Guid id, [FromForm] Guid person, RecordAttendance door, CancellationToken ct) =>
            ThenBackAsync(id, () => door.LetInAsync(new InfosessionId(id), new PersonId(person), ct))).RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapPost("/infosessions/{id:guid}/door/close", (Guid id, [FromForm] string? _, RecordAttendance door, CancellationToken ct) =>
            ThenBackAsync(id, () => door.CloseAsync(new InfosessionId(id), ct))).RequireAuthorization(Policies.LeadOrFacilitator);
    }

    // The button, without script.
    private static Task<IResult> TickAsync(Guid id, [FromForm] Guid? came, [FromForm] Guid? gone, RecordAttendance door, CancellationToken ct) =>
        ThenBackAsync(id, () => door.TickAsync(new InfosessionId(id), (came ?? gone) is { } person ? [new AttendanceTick(new PersonId(person), came is not null, Duration.Zero)] : [], ct));

    // Notes from a phone, including those made offline. The response is the current state.
    private static async Task<IResult> SyncAsync(Guid id, [FromForm] string ticks, RecordAttendance door, FindDoor findDoor, Localizer words, CancellationToken ct)
    {
        TickPayload[] noted;
        try
        {
            noted = [.. (JsonSerializer.Deserialize<TickPayload?[]>(ticks, JsonSerializerOptions.Web) ?? []).OfType<TickPayload>()];
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }

        var session = new InfosessionId(id);
        var refused = new List<object>();
        foreach (var walkIn in noted.Where(n => n.LetIn))
        {
            try
            {
                // What a phone has sent is recorded, also when its tab is closed meanwhile.
                await door.LetInAsync(session, new PersonId(walkIn.Person), CancellationToken.None);
            }
            catch (BrokenRuleException broken)
            {
                CommandScope.Refused(broken.Rule);
                refused.Add(new { person = walkIn.Person, because = words["rule." + broken.Rule.Code] });
            }
        }

        try
        {
            await door.TickAsync(session, [.. noted.Where(n => !n.LetIn).Select(n => new AttendanceTick(new PersonId(n.Person), n.Came, Duration.FromMilliseconds(Math.Clamp(n.Ago, 0, long.MaxValue / 1_000_000))))], CancellationToken.None);
        }
        catch (BrokenRuleException broken)
        {
            CommandScope.Refused(broken.Rule);

            // The note came too early: the response says what counts.
        }

        return await findDoor.RunAsync(session, ct) is { } list
            ? Results.Json(new { people = list.People.Select(p => new { person = p.Person.Value, came = p.Came }), refused })
            : Results.NotFound();
    }

    private static async Task<IResult> ThenBackAsync(Guid id, Func<Task> act)
    {
        try
        {
            await act();
            return Results.LocalRedirect($"/infosessions/{id}/door");
        }
        catch (BrokenRuleException broken)
        {
            CommandScope.Refused(broken.Rule);
            return Results.LocalRedirect($"/infosessions/{id}/door?refused={broken.Rule.Code}");
        }
    }

    /// <param name="LetIn">Whether the person had no place when it was noted.</param>
    private sealed record TickPayload(Guid Person, bool Came, long Ago, bool LetIn);
}
