using Rollout.App.Shared.PersonReferences;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Browsing;
using Rollout.App.Modules.Infosessions.Calendars;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Kiosks;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.App.Modules.Infosessions.DateRequests;
using Rollout.App.Shared;
using Rollout.App.Shared.DelimitedText;
using Rollout.App.Shared.Localization;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Calendar;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

using Rollout.App.Shared.Outbox.Returns;

namespace Rollout.App.Modules.Infosessions;

/// <summary>Registers infosessions and registrations: commands and queries, and the endpoints that are not pages.</summary>
internal static class InfosessionsModule
{
    public static IServiceCollection AddInfosessions(this IServiceCollection services) => services
        .AddSingleton<InfosessionEmails>().AddSingleton<FacilitatorEmails>().AddSingleton<CalendarEntries>().AddSingleton<SqliteWriterQueue>().AddSingleton<SignUpQueries>().AddSingleton<SeatBatchHandler>().AddSingleton<ILooseEnds, SessionLooseEnds>().AddSingleton<IReturnHandler, DeclinedInvitations>().AddSingleton<IPersonReferences, SessionReferences>().AddSingleton<IPersonReferences, KioskTable>().AddSingleton<IPersonReferences, DateRequestTable>().AddSingleton<SeatRequestQueue>().AddSingleton<InfosessionFilterOptionsCache>()
        .AddSingleton<ReminderEmails>()
        .AddSingleton<NoShowEmails>().AddSingleton<ISendGuard, NoShowGuard>()
        .AddSingleton<ISendGuard, PlaceGuard>()
        .AddSingleton<WaitingListEmails>().AddSingleton<WaitingLists>()
        .AddScoped<MyCalendar>().AddScoped<RegistrationKeys>();

    public static void MapInfosessions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/infosessions" + ListFile.Endings, async (ListInfosessions sessions, Localizer words, string? place, string? topic, string? language, string? day, string? free, string? order, CancellationToken ct) => new ListFile(
            words["infosessions.file"],
            [words["infosessions.col-when"], words["infosessions.topic"], words["infosessions.place"], words["infosessions.col-facilitator"], words["infosessions.language"], words["infosessions.col-seats"], words["infosessions.col-taken"], words["infosessions.col-free"], words["infosessions.col-waiting"]],
            (await sessions.AllAsync(InfosessionFilter.Of(place, topic, language, day, free, null, order), ct)).Select(s =>
                (object?[])[s.Starts, s.Title.In(words.Language), words.Where(s), s.FacilitatorName, words.LanguageName(s.Language), s.Seats, s.Taken, s.Free, s.Waiting])))
            .RequireAuthorization(Policies.LeadOrFacilitator);
        app.MapPost("/infosessions/{id:guid}/registration", RegisterAsync).AllowAnonymous().RefusedTo(http => PageOf(http, "sign-up"));
        app.MapPost("/infosessions/{id:guid}/seat", TakeSeatAsync).AllowAnonymous().RefusedTo(http => PageOf(http, "ticket"));
        app.MapGet("/infosessions/{id:guid}/invite.ics", CalendarAsync).AllowAnonymous();
        app.MapGet("/calendar/{key}.ics", FeedAsync).AllowAnonymous();
        // The [FromForm] parameter makes the framework validate the antiforgery token.
        app.MapPost("/my/calendar/address", async ([FromForm] string? to, MyCalendar calendar, CurrentUserAccessor me, CancellationToken ct) =>
        {
            await calendar.MakeAddressAsync((await me.FindAsync(ct))!.Id, ct);
            return Results.LocalRedirect("/my/calendar");
        });
        app.MapPost("/infosessions/publish", PublishAsync).RequireAuthorization(Policies.LeadOrFacilitator).RefusedTo(http => $"/infosessions/{http.Request.Form["s"]}");
    }

    private static async Task<IResult> RegisterAsync(Guid id, [FromForm] string? key, [FromForm] string? held, RegistrationKeys keys, SignUp signUp, CancellationToken ct)
    {
        var session = new InfosessionId(id);
        var page = $"/infosessions/{id}/sign-up";
        if (await keys.FindAsync(session, key, orSaid: true, ct) is not { } person)
        {
            return Results.LocalRedirect(page + RegistrationKeys.Query(key));
        }

        await signUp.RunAsync(session, person, Guid.TryParse(held, out var hold) ? new SeatHoldId(hold) : null, ct);
        return Results.LocalRedirect($"/infosessions/{id}/ticket{RegistrationKeys.Query(key)}");
    }

    private static async Task<IResult> TakeSeatAsync(Guid id, [FromForm] string? key, RegistrationKeys keys, TakeSeat takeSeat, CancellationToken ct)
    {
        var session = new InfosessionId(id);
        var page = $"/infosessions/{id}/ticket";
        if (await keys.FindAsync(session, key, ct: ct) is not { } person)
        {
            return Results.LocalRedirect(RegistrationKeys.SignInFor(page, key));
        }

        await takeSeat.RunAsync(session, person, ct);
        return Results.LocalRedirect(page + RegistrationKeys.Query(key));
    }

    // The page asks the same rules, as they are by then.
    private static string PageOf(HttpContext http, string page) => $"/infosessions/{http.Request.RouteValues["id"]}/{page}{RegistrationKeys.Query(http.Request.Form["key"])}";

    private static async Task<IResult> CalendarAsync(
        Guid id, string? key, RegistrationKeys keys, FindTicket findTicket, CalendarEntries calendars, RolloutSettingsCache rollouts, SiteUrl site, IClock clock, CancellationToken ct)
    {
        var session = new InfosessionId(id);
        if (await keys.FindAsync(session, key, orSaid: true, ct) is not { } person || await findTicket.RunAsync(session, person, ct) is not { HasPlace: true } ticket)
        {
            return Results.NotFound();
        }

        var withdraw = site.To($"/infosessions/{id}/withdraw{RegistrationKeys.Query(key)}");
        var text = calendars.Write(CalendarMethod.Publish, await rollouts.GetAsync(ct), ticket.Infosession, ticket.Who, ticket.Change, clock.GetCurrentInstant(), withdraw);
        return Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8", "infosession.ics");
    }

    private static async Task<IResult> FeedAsync(string key, MyCalendar calendar, CancellationToken ct) =>
        await calendar.ReadAsync(key, ct) is { } text ? Results.File(Encoding.UTF8.GetBytes(text), "text/calendar; charset=utf-8") : Results.NotFound();

    private static async Task<IResult> PublishAsync([FromForm(Name = "s")] Guid session, PublishInfosessions publish, CancellationToken ct)
    {
        await publish.RunAsync([new InfosessionId(session)], ct);
        return Results.LocalRedirect($"/infosessions/{session}");
    }
}
