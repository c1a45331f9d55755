using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Scheduling;

/// <summary>Changing time, place or number of seats of an infosession people signed up for.</summary>
public sealed class ReplanTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Moving_tells_everyone_once_and_keeps_their_place(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(5);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        await bed.WithdrawAsync(people[4]);
        var request = bed.Request with { Starts = AnInfosession.Tuesday.PlusDays(2), Place = "Zaal 2" };
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request, bed.Stored().Version));
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request with { Seats = 30 }, bed.Stored().Version));

        var moved = bed.Mails(about: "infosession-moved");
        Assert.Equal(people[..4].Select(p => p.Id).ToHashSet(), moved.Select(m => m.Person!.Value).ToHashSet());
        Assert.Equal(4, moved.Count);
        Assert.All(moved, m => Assert.Contains("\r\nSEQUENCE:1\r\n", m.Calendar, StringComparison.Ordinal));
        Assert.All(moved, m => Assert.Contains("DTSTART;TZID=Europe/Brussels:20261203T140000", m.Calendar, StringComparison.Ordinal));
        Assert.Equal((4, 30, 1), (bed.Stored().Taken, bed.Stored().Seats, bed.Stored().Sequence));
        var letter = JsonSerializer.Deserialize<EmailContent>(moved[0].EmailContent)!;
        Assert.Contains("It was Tuesday 1 December, 14:00–16:00", letter.Paragraphs[0], StringComparison.Ordinal);
        Assert.Contains("Thursday 3 December, 14:00–16:00", letter.Facts);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Seats_are_never_lowered_below_those_taken(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, 5);
        foreach (var person in bed.Colleagues(4))
        {
            await bed.SignUpAsync(person);
        }

        await Refused.ByAsync(InfosessionRules.SeatsCoverThoseTaken, () =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, bed.Request with { Seats = 3 }, bed.Stored().Version)));
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, bed.Request with { Seats = 4 }, bed.Stored().Version));

        Assert.Equal((4, 4), (bed.Stored().Seats, bed.Stored().Taken));
        Assert.Equal(RegistrationState.Waiting, await bed.SignUpAsync(bed.Colleagues(1)[0]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_edit_on_an_old_version_is_told_so_and_a_sign_up_meanwhile_makes_none_old(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var version = bed.Stored().Version;
        await bed.SignUpAsync(bed.Colleagues(1)[0]);

        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, bed.Request with { Seats = 30 }, version));
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, bed.Request with { Seats = 31 }, version)));

        Assert.Equal((30, 1), (bed.Stored().Seats, bed.Stored().Taken));
    }
}
