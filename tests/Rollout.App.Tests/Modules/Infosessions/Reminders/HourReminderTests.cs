using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Reminders;

/// <summary>The short reminder one hour before.</summary>
public sealed class HourReminderTests
{
    private static readonly Instant HourBefore = Instant.FromUtc(2026, 12, 1, 12, 0);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task It_comes_once_an_hour_before_to_who_has_a_place_since_then(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(3);
        var unreachable = bed.Colleagues(1, email: null)[0];
        foreach (var person in (Person[])[.. people[..2], unreachable])
        {
            await bed.SignUpAsync(person);
        }

        await bed.WithdrawAsync(people[1]);
        bed.Clock.Now = HourBefore - Duration.FromSeconds(1);
        await PlanAsync(bed);
        Assert.Empty(bed.Mails(about: ReminderEmails.HourBefore));

        bed.Clock.Now = HourBefore;
        await bed.SignUpAsync(people[2]);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PlanAsync(bed)));
        bed.Clock.Now += Duration.FromMinutes(5);
        await PlanAsync(bed);

        var mail = Assert.Single(bed.Mails(about: ReminderEmails.HourBefore));
        Assert.Equal((people[0].Id, OutboxKind.Service, bed.Session.StartsAt), (mail.Person!.Value, mail.Kind, mail.ExpiresAt));
        var letter = JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!;
        Assert.Contains("Gent, Zaal 1", letter.Facts);
        Assert.Contains("/ticket?key=", letter.Button!.Address.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_was_reminded_less_than_two_hours_ago_gets_no_second(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        await bed.SignUpAsync(bed.Colleagues(1)[0]);

        bed.Clock.Now = HourBefore - Duration.FromMinutes(59); // the program was down on the day before
        await bed.App.Services.GetRequiredService<PlanInfosessionReminders>().RunAsync();
        bed.Clock.Now = HourBefore;
        await PlanAsync(bed);

        Assert.Single(bed.Mails(about: InfosessionEmails.Reminder));
        Assert.Empty(bed.Mails(about: ReminderEmails.HourBefore));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_moved_infosession_stops_the_old_one_and_reminds_again(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        await bed.SignUpAsync(person);
        bed.Clock.Now = HourBefore;
        await PlanAsync(bed);
        var old = Assert.Single(bed.Mails(about: ReminderEmails.HourBefore));
        Assert.Empty(await SuppressAsync(bed, old));

        var request = new PlanRequest(bed.Gent.Id, AnInfosession.Tuesday.PlusHours(4), 120, "Zaal 1", null, 20, bed.Joost.Id, "nl") { OutsideHours = true };
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, request, bed.Stored().Version));
        Assert.Equal([old.Id], await SuppressAsync(bed, old));
        await PlanAsync(bed);
        Assert.Single(bed.Mails(about: ReminderEmails.HourBefore));
        bed.Clock.Now += Duration.FromHours(4);
        await PlanAsync(bed);

        var mails = bed.Mails(about: ReminderEmails.HourBefore);
        Assert.Equal(2, mails.Select(m => m.Key).Distinct().Count());
        Assert.Empty(await SuppressAsync(bed, mails[1]));
        await bed.WithdrawAsync(person);
        Assert.Equal([mails[1].Id], await SuppressAsync(bed, mails[1]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_breaks_off_before_it_is_stored_is_done_again_as_a_whole(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        bed.Clock.Now = HourBefore;
        var inTheWay = OutboxMessage.ServiceMail(
            ReminderEmails.KeyOf(bed.Session.Id, 0, people[1].Id), "in-the-way", new Recipient(people[1].Id, people[1].Email!, people[1].Name),
            JsonSerializer.Deserialize<EmailContent>(bed.Mails(people[1])[0].EmailContent)!, bed.Clock.Now);
        bed.Database.Given(inTheWay);
        await Assert.ThrowsAsync<DbUpdateException>(() => PlanAsync(bed));
        Assert.Empty(bed.Mails(about: ReminderEmails.HourBefore));

        await using (var db = bed.Database.CreateDbContext())
        {
            await db.Outbox.Where(m => m.About == "in-the-way").ExecuteDeleteAsync();
        }

        await PlanAsync(bed);
        Assert.Equal(3, bed.Mails(about: ReminderEmails.HourBefore).Count);
    }

    private static Task PlanAsync(InfosessionTestBed bed) => bed.App.Services.GetRequiredService<PlanHourReminders>().RunAsync();

    private static async Task<IReadOnlyList<OutboxMessageId>> SuppressAsync(InfosessionTestBed bed, OutboxMessage message)
    {
        var check = bed.App.Services.GetServices<ISendGuard>().OfType<PlaceGuard>().Single();
        await using var db = bed.Database.CreateDbContext();
        return [.. (await check.SuppressAsync(db, [message], bed.Clock.Now, default)).Keys];
    }
}
