using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Telemetry;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>Registers check-in: its commands and queries, and the endpoints its page posts to, with or without script.</summary>
internal static class CheckInModule
{
    private const string Page = "/infosessions/{id:guid}/door";

    public static IServiceCollection AddDoor(this IServiceCollection services) => services.AddScoped<RecordAttendance>().AddKeptDoor();

    public static void MapDoor(this IEndpointRouteBuilder app)
    {
        app.MapLiveDoor();
        app.MapGet("/infosessions/{id:guid}/people" + ListFile.Endings, PeopleAsync).RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapGet(Page + "/find", async (Guid id, string? who, FindDoor door, CancellationToken ct) =>
            Results.Json((await door.MatchAsync(new InfosessionId(id), who, ct)).Select(p => p.Value))).RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapPost(Page + "/tick", TickAsync).RequireAuthorization(Policies.LeadOrFacilitator).RefusedTo(Page);
        app.MapPost(Page + "/sync", SyncAsync).RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapPost(Page + "/walk-in", LetInAsync).RequireAuthorization(Policies.LeadOrFacilitator).RefusedTo(Page);
        app.MapPost(Page + "/close", CloseAsync).RequireAuthorization(Policies.LeadOrFacilitator).RefusedTo(Page);
    }

    private static async Task<IResult> PeopleAsync(Guid id, ListRegistered registered, ListWaiting waiting, Localizer words, CancellationToken ct)
    {
        if (await registered.RunAsync(new InfosessionId(id), ct) is not { } list)
        {
            return Results.NotFound();
        }

        var places = list.People.Select(p => (object?[])[p.Name, p.BranchName, p.JobTitle, words["attendance.state-" + p.State.ToString().ToLowerInvariant()]]);
        var line = (await waiting.RunAsync(new InfosessionId(id), ct)).Select(p => (object?[])[p.Name, p.BranchName, p.JobTitle, words["attendance.state-waiting"]]);
        return new ListFile(
            words["attendance.file", list.Infosession.Starts.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)],
            [words["people.name"], words["people.branch"], words["people.job"], words["attendance.state"]],
            places.Concat(line));
    }

    // The button, without script.
    private static async Task<IResult> TickAsync(Guid id, [FromForm] Guid? came, [FromForm] Guid? gone, RecordAttendance attendance, CancellationToken ct)
    {
        await attendance.TickAsync(new InfosessionId(id), (came ?? gone) is { } person ? [new AttendanceTick(new PersonId(person), came is not null, Duration.Zero)] : [], ct);
        return Results.LocalRedirect($"/infosessions/{id}/door");
    }

    private static async Task<IResult> LetInAsync(Guid id, [FromForm] Guid person, RecordAttendance attendance, CancellationToken ct)
    {
        await attendance.LetInAsync(new InfosessionId(id), new PersonId(person), ct);
        return Results.LocalRedirect($"/infosessions/{id}/door");
    }

    // The [FromForm] parameter makes the framework validate the antiforgery token.
    private static async Task<IResult> CloseAsync(Guid id, [FromForm] string? _, RecordAttendance attendance, CancellationToken ct)
    {
        await attendance.CloseAsync(new InfosessionId(id), ct);
        return Results.LocalRedirect($"/infosessions/{id}/door");
    }

    // Notes from a phone, including those made offline. The response is the current state.
    private static async Task<IResult> SyncAsync(Guid id, [FromForm] string ticks, RecordAttendance attendance, FindDoor findDoor, Localizer words, CancellationToken ct)
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
            // What a phone has sent is recorded, also when its tab is closed meanwhile.
            if (await Refusals.OfAsync(() => attendance.LetInAsync(session, new PersonId(walkIn.Person), CancellationToken.None)) is { } broken)
            {
                CommandScope.Refused(broken.Rule);
                refused.Add(new { person = walkIn.Person, because = words["rule." + broken.Rule.Code] });
            }
        }

        var ticked = noted.Where(n => !n.LetIn).Select(n => new AttendanceTick(new PersonId(n.Person), n.Came, Duration.FromMilliseconds(Math.Clamp(n.Ago, 0, long.MaxValue / 1_000_000))));
        if (await Refusals.OfAsync(() => attendance.TickAsync(session, [.. ticked], CancellationToken.None)) is { } tooEarly)
        {
            CommandScope.Refused(tooEarly.Rule); // the response says what counts
        }

        return await findDoor.RunAsync(session, ct) is { } list
            ? Results.Json(new { people = DoorTick.Of(list), refused })
            : Results.NotFound();
    }

    /// <param name="LetIn">Whether the person had no place when it was noted.</param>
    private sealed record TickPayload(Guid Person, bool Came, long Ago, bool LetIn);
}
