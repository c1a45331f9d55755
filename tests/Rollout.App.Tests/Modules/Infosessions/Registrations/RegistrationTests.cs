using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Infosessions.Reminders;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

public sealed class RegistrationTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_signs_up_withdraws_and_comes_back_without_signing_in_through_the_links_in_the_mails(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1)[0];
        var visitor = bed.App.Visitor();
        var path = $"/infosessions/{bed.Session.Id.Value}";
        var key = bed.App.Services.GetRequiredService<LinkTokens>().Create(RegistrationKeys.SignUp, person.Id, Duration.FromDays(3));

        var page = await visitor.GetAsync($"{path}/sign-up?key={Uri.EscapeDataString(key)}");
        Assert.Contains(person.Name, page.Text, StringComparison.Ordinal);
        Assert.Equal(0, bed.Stored().Taken); // looking changes nothing
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"{path}/registration"));
        Assert.Contains("You have a place", page.Text, StringComparison.Ordinal);

        var letter = JsonSerializer.Deserialize<EmailContent>(bed.Mails(person).Single().EmailContent)!;
        page = await visitor.GetAsync(letter.Link!.Address.PathAndQuery);
        Assert.Equal(1, bed.Stored().Taken);
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "withdraw"));
        Assert.Contains("You have withdrawn", page.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0), (bed.Stored().Taken, bed.Registered()));

        page = await visitor.GetAsync($"{path}/sign-up?key={Uri.EscapeDataString(key)}");
        await visitor.SubmitAsync(page, $"{path}/registration");

        Assert.Equal((1, 1), (bed.Stored().Taken, bed.Registered()));
        var mails = bed.Mails(person);
        Assert.Equal(["infosession-confirmed", "infosession-withdrawn", "infosession-confirmed"], mails.Select(m => m.About));
        Assert.Equal([("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)], mails.Select(m => (Line(m, "METHOD"), int.Parse(Line(m, "SEQUENCE"), CultureInfo.InvariantCulture))));
        Assert.Single(mails.Select(m => Line(m, "UID")).Distinct());
        Assert.All(mails, m => Assert.Single(m.Calendar!.Split("\r\n"), l => l.StartsWith("ATTENDEE", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_link_for_one_infosession_opens_no_other_and_a_forged_one_none(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var other = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        bed.Database.Given(other);
        var person = bed.Colleagues(1)[0];
        await bed.SignUpAsync(person);
        var letter = JsonSerializer.Deserialize<EmailContent>(bed.Mails(person).Single().EmailContent)!;
        var query = letter.Link!.Address.Query;
        var visitor = bed.App.Visitor();

        Assert.Contains("Who are you?", (await visitor.GetAsync($"/infosessions/{other.Id.Value}/sign-up{query}")).Text, StringComparison.Ordinal);
        foreach (var path in (string[])[$"/infosessions/{bed.Session.Id.Value}/ticket{query[..^3]}xyz", $"/infosessions/{bed.Session.Id.Value}/withdraw?key=x"])
        {
            var page = await visitor.GetAsync(path);
            Assert.Equal(HttpStatusCode.Redirect, page.Status);
            Assert.StartsWith("/sign-in?to=", page.Location, StringComparison.Ordinal);
            Assert.Contains("The link you opened does not open this page", (await visitor.FollowAsync(page)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/infosessions/{bed.Session.Id.Value}/invite.ics?key=x")).Status);
        bed.Clock.Advance(Duration.FromDays(20));
        Assert.StartsWith("/sign-in", (await visitor.GetAsync($"/infosessions/{bed.Session.Id.Value}/ticket{query}")).Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_without_mail_has_the_page_and_a_calendar_file(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var person = bed.Colleagues(1, email: null)[0];
        var visitor = bed.App.Visitor(person, proven: false);
        var path = $"/infosessions/{bed.Session.Id.Value}";

        var page = await visitor.FollowAsync(await visitor.SubmitAsync(await visitor.GetAsync($"{path}/sign-up"), $"{path}/registration"));
        Assert.Contains("this page is your confirmation", page.Text, StringComparison.Ordinal);
        var file = await visitor.GetAsync($"{path}/invite.ics");

        Assert.Contains("METHOD:PUBLISH", file.Html, StringComparison.Ordinal);
        Assert.StartsWith("text/calendar", file.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Empty(bed.Mails());
        Assert.Equal(1, bed.Registered());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_signs_up_or_withdraws_once_it_has_started(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(2);
        await bed.SignUpAsync(people[0]);
        bed.Clock.Now = bed.Session.StartsAt;

        await Refused.ByAsync(InfosessionRules.SignUpUntilItStarts, () => bed.SignUpAsync(people[1]));
        await Refused.ByAsync(InfosessionRules.WithdrawUntilItStarts, () => bed.WithdrawAsync(people[0]));
        await Refused.ByAsync(InfosessionRules.OnlyWhoIsRegisteredWithdraws, () => bed.WithdrawAsync(people[1]));

        Assert.Equal((1, 1), (bed.Stored().Taken, bed.Registered()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_reminder_comes_once_on_the_working_day_before(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        await bed.WithdrawAsync(people[1]);
        var reminders = bed.App.Services.GetRequiredService<PlanInfosessionReminders>();

        bed.Clock.Now = Instant.FromUtc(2026, 11, 30, 8, 59);
        await reminders.RunAsync();
        Assert.Empty(bed.Mails(about: InfosessionEmails.Reminder));

        bed.Clock.Now = Instant.FromUtc(2026, 11, 30, 9, 0);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => reminders.RunAsync()));
        await bed.SignUpAsync(people[2]);
        await reminders.RunAsync();

        var reminder = Assert.Single(bed.Mails(about: InfosessionEmails.Reminder));
        Assert.Equal(people[0].Id, reminder.Person);
        Assert.Equal(bed.Session.StartsAt, reminder.ExpiresAt);
        Assert.Contains("tomorrow at 14:00", reminder.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_reminder_that_waits_while_its_place_goes_is_stopped(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        bed.Clock.Now = Instant.FromUtc(2026, 11, 30, 9, 0);
        await bed.App.Services.GetRequiredService<PlanInfosessionReminders>().RunAsync();
        var queued = bed.Mails(about: InfosessionEmails.Reminder);
        await bed.WithdrawAsync(people[1]);

        Assert.Equal([people[1].Id], await SuppressAsync(bed, queued));
        await bed.ActAsync<CancelInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, "The room is flooded."));
        Assert.Equal(3, (await SuppressAsync(bed, queued)).Count);
    }

    private static async Task<IReadOnlyList<PersonId>> SuppressAsync(InfosessionTestBed bed, IReadOnlyList<OutboxMessage> queued)
    {
        var check = bed.App.Services.GetServices<ISendGuard>().OfType<PlaceGuard>().Single();
        await using var db = bed.Database.CreateDbContext();
        var lost = await check.SuppressAsync(db, queued, bed.Clock.Now, default);
        return [.. queued.Where(m => lost.ContainsKey(m.Id)).Select(m => m.Person!.Value)];
    }

    private static string Line(OutboxMessage message, string name) =>
        message.Calendar!.Split("\r\n").First(l => l.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..];
}
