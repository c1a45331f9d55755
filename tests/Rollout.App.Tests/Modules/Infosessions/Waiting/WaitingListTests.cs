using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Modules.Infosessions.Waiting;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Waiting;

/// <summary>First come, first served: a freed seat is offered to the first in line, for some working hours.</summary>
public sealed class WaitingListTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_freed_seat_is_offered_to_the_next_and_is_free_to_nobody_else(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 2);
        var late = bed.Colleagues(1)[0];

        await bed.WithdrawAsync(people[0]);

        Assert.Equal((RegistrationState.Offered, RegistrationState.Waiting), (bed.Of(people[1]).State, bed.Of(people[2]).State));
        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(late));
        Assert.Equal((0, 1, 2), Counts(bed));
        var offer = Assert.Single(bed.Mails(people[1], "infosession-offered"));
        Assert.Equal(Instant.FromUtc(2026, 11, 23, 13, 0), offer.ExpiresAt); // Monday 10:00 and four hours
        Assert.Contains("Monday 23 November, 14:00", offer.Subject, StringComparison.Ordinal);

        await bed.TakeSeatAsync(people[1]);
        await bed.TakeSeatAsync(people[1]); // pressing twice gives no second seat

        Assert.Equal((1, 0, 2), Counts(bed));
        Assert.Single(bed.Mails(people[1], "infosession-confirmed"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_offer_nobody_answers_passes_on_and_cannot_be_taken_any_more_even_before_anyone_noticed(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 2);
        await bed.WithdrawAsync(people[0]);

        bed.Clock.Now = bed.Of(people[1]).OfferEndsAt!.Value;
        await Refused.ByAsync(InfosessionRules.OfferHasNotEnded, () => bed.TakeSeatAsync(people[1]));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => bed.AdvanceAsync()));

        Assert.Equal((RegistrationState.Expired, RegistrationState.Offered), (bed.Of(people[1]).State, bed.Of(people[2]).State));
        Assert.Equal((0, 1, 0), Counts(bed));
        Assert.Single(bed.Mails(people[1], "infosession-offer-ended"));
        await Refused.ByAsync(InfosessionRules.OfferHasNotEnded, () => bed.TakeSeatAsync(people[1]));
        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(people[1])); // at the end of the line
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Letting_a_seat_go_and_more_seats_pass_on_too(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 4);
        await bed.WithdrawAsync(people[2]); // leaves the waiting list
        await bed.WithdrawAsync(people[0]);
        await bed.WithdrawAsync(people[1]); // declines

        Assert.Equal(RegistrationState.Offered, bed.Of(people[3]).State);
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed, seats: 3), bed.Stored().Version));

        Assert.Equal((0, 2, 0), Counts(bed));
        Assert.Equal(1, bed.Stored().Seats - bed.Stored().Taken - bed.Stored().Offered);
        await Refused.ByAsync(InfosessionRules.SeatsCoverThoseTaken, () =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed, seats: 1), bed.Stored().Version)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Shortly_before_the_start_a_freed_seat_goes_to_whoever_of_those_waiting_is_first(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 3);
        bed.Clock.Now = bed.Session.StartsAt - Duration.FromHours(1);
        await bed.WithdrawAsync(people[0]);
        var late = bed.Colleagues(1)[0];
        await bed.SignUpAsync(late);

        Assert.Equal((0, 0, 4), Counts(bed));
        Assert.Equal(3, bed.Mails(about: "infosession-called").Count);
        await Refused.ByAsync(InfosessionRules.OnlyAnOfferedSeatIsTaken, () => bed.TakeSeatAsync(late)); // people who came after the call were not called
        var results = await Task.WhenAll(people[1..].Select(async p => await TryAsync(() => bed.TakeSeatAsync(p))));

        Assert.Single(results, took => took);
        Assert.Equal((1, 0, 3), Counts(bed));
        var slow = people[1..].First(p => bed.Of(p).State == RegistrationState.Waiting);
        await Refused.ByAsync(InfosessionRules.NeverMoreThanSeats, () => bed.TakeSeatAsync(slow));
        Assert.Equal((1, 0, 3), Counts(bed));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_is_left_over_at_the_start_is_told_of_the_next_ones_and_counts_nowhere(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 2);
        var next = bed.Another(days: 7);
        bed.Clock.Now = bed.Session.StartsAt;
        await bed.AdvanceAsync();
        await bed.AdvanceAsync();

        Assert.Equal((1, 0, 0), Counts(bed));
        var letters = bed.Mails(about: "infosession-without-seat");
        Assert.Equal(people[1..].Select(p => p.Id).ToHashSet(), letters.Select(l => l.Person!.Value).ToHashSet());
        Assert.Equal(2, letters.Count);
        var choice = Assert.Single(JsonSerializer.Deserialize<EmailContent>(letters[0].EmailContent)!.Choices);
        Assert.Contains($"/infosessions/{next.Id.Value}/sign-up", choice.Link.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Single((await bed.ActAsync<ListRegistered, RegisteredList?>(bed.Lead, a => a.RunAsync(bed.Session.Id)))!.People);
        await bed.ActAsync<RecordAttendance>(bed.Lead, a => a.NoteAllAsync(bed.Session.Id, [people[1].Id]));
        Assert.Equal((RegistrationState.NoShow, RegistrationState.Expired), (bed.Of(people[0]).State, bed.Of(people[1]).State));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_waits_is_told_of_a_move_and_a_cancelling_and_has_nothing_in_a_calendar_or_a_reminder(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 1);
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, Request(bed, 1) with { Starts = AnInfosession.Tuesday.PlusHours(1) }, bed.Stored().Version));
        bed.Clock.Now = Instant.FromUtc(2026, 11, 30, 9, 0);
        await bed.App.Services.GetRequiredService<PlanInfosessionReminders>().RunAsync();
        await bed.ActAsync<CancelInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, "The room is flooded."));

        var mails = bed.Mails(people[1]);
        Assert.Equal(["infosession-waiting", "infosession-waiting-moved", "infosession-waiting-cancelled"], mails.Select(m => m.About));
        Assert.All(mails, m => Assert.Null(m.Calendar));
        Assert.Single(bed.Mails(about: InfosessionEmails.Reminder));
        Assert.Equal((1, 0, 0), Counts(bed));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Letting_someone_go_first_needs_a_reason_and_is_still_an_offer(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = await FullAsync(bed, waiting: 3);
        Task First(Person by, string reason) => bed.ActAsync<PrioritizeWaiting>(by, a => a.RunAsync(bed.Session.Id, people[3].Id, reason));

        await Refused.ByAsync(InfosessionRules.GoingFirstNeedsAReason, () => First(bed.Lead, "  "));
        await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, () => First(people[3], "I want to."));
        await First(bed.Joost, "Speaks for the night shift.");
        var list = await bed.ActAsync<ListWaiting, IReadOnlyList<WaitingRow>>(bed.Lead, a => a.RunAsync(bed.Session.Id));
        await bed.WithdrawAsync(people[0]);

        Assert.Equal([people[3].Id, people[1].Id, people[2].Id], list.Select(w => w.Person));
        Assert.Equal(("Speaks for the night shift.", bed.Joost.Name), (list[0].FirstBecause, list[0].FirstBy));
        Assert.Equal(RegistrationState.Offered, bed.Of(people[3]).State);
        Assert.Equal((0, 1, 2), Counts(bed));
    }

    private static async Task<Person[]> FullAsync(InfosessionTestBed bed, int waiting)
    {
        var people = bed.Colleagues(bed.Session.Seats + waiting);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        return people;
    }

    private static (int Taken, int Offered, int Waiting) Counts(InfosessionTestBed bed) => (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting);

    private static PlanRequest Request(InfosessionTestBed bed, int seats) => new(bed.Gent.Id, AnInfosession.Tuesday, 120, "Zaal 1", null, seats, bed.Joost.Id, "nl");

    private static async Task<bool> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (Domain.SharedKernel.BrokenRuleException)
        {
            return false;
        }
    }
}
