using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Feedback;
using Rollout.App.Shared.Outbox;
using Rollout.App.Tests.Modules.Infosessions.KeyUsers;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Attendance;

/// <summary>The mails to people who had a place and did not come.</summary>
public sealed class NoShowTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_who_was_missed_is_written_to_once_with_the_next_dates_near_them(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var brugge = A.Branch("Brugge");
        var elsewhere = AnInfosession.Of(bed.Topic, brugge, bed.Joost, starts: AnInfosession.Tuesday.PlusDays(1));
        var full = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, seats: 1, starts: AnInfosession.Tuesday.PlusDays(2));
        var weeks = Enumerable.Range(1, 4).Select(w => AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: AnInfosession.Tuesday.PlusWeeks(w))).ToArray();
        bed.Database.Given([brugge, elsewhere, full, .. weeks]);
        var people = await SignedUpAsync(bed, 5);
        await bed.WithdrawAsync(people[3]);
        await bed.SignUpAsync(people[4], weeks[0]);
        await bed.SignUpAsync(people[0], full);

        bed.Clock.Now = bed.Session.StartsAt + Duration.FromMinutes(10);
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.TickAsync(bed.Session.Id, [new AttendanceTick(people[0].Id, true, Duration.Zero)]));
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.CloseAsync(bed.Session.Id));
        await WriteAsync(bed);
        Assert.Empty(bed.Mails(about: NoShowEmails.Missed));
        bed.Clock.Now = bed.Session.EndsAt;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WriteAsync(bed)));
        bed.Clock.Now += Duration.FromDays(1);
        await WriteAsync(bed);

        var mails = bed.Mails(about: NoShowEmails.Missed);
        Assert.Equal(people[1..3].Select(p => p.Id).ToHashSet(), mails.Select(m => m.Person!.Value).ToHashSet());
        Assert.Equal(2, mails.Count);
        var choices = JsonSerializer.Deserialize<EmailContent>(mails[0].EmailContent)!.Choices;
        Assert.Equal(weeks[..3].Select(w => $"/infosessions/{w.Id.Value}/sign-up"), choices.Select(c => c.Link.Address.AbsolutePath));

        var visitor = bed.App.Visitor();
        await visitor.SubmitAsync(await visitor.GetAsync(choices[0].Link.Address.PathAndQuery), $"/infosessions/{weeks[0].Id.Value}/registration");
        Assert.Equal([mails[0].Id], await SuppressAsync(bed, mails));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_list_that_is_half_noted_waits_for_the_morning_after_and_one_that_is_not_noted_says_nothing(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = await SignedUpAsync(bed, 3);
        bed.Clock.Now = bed.Session.EndsAt;
        await WriteAsync(bed);
        Assert.Empty(bed.Mails(about: NoShowEmails.Missed));

        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.TickAsync(bed.Session.Id, [new AttendanceTick(people[0].Id, false, Duration.Zero)]));
        await WriteAsync(bed);
        Assert.Empty(bed.Mails(about: NoShowEmails.Missed));
        bed.Clock.Now = Instant.FromUtc(2026, 12, 2, 7, 59);
        await WriteAsync(bed);
        Assert.Empty(bed.Mails(about: NoShowEmails.Missed));
        bed.Clock.Now = Instant.FromUtc(2026, 12, 2, 8, 0);
        await WriteAsync(bed);

        var mail = Assert.Single(bed.Mails(about: NoShowEmails.Missed));
        Assert.Equal(people[0].Id, mail.Person);
        Assert.Empty(JsonSerializer.Deserialize<EmailContent>(mail.EmailContent)!.Choices);
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.TickAsync(bed.Session.Id, [new AttendanceTick(people[0].Id, true, Duration.Zero)]));
        Assert.Equal([mail.Id], await SuppressAsync(bed, [mail]));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_came_gets_one_letter_and_a_dry_run_misses_nobody(Database kind)
    {
        await using var made = await DryRunTestBed.OnAsync(kind);
        var bed = made.Bed;
        var people = await SignedUpAsync(bed, 2);
        bed.Clock.Now = bed.Session.EndsAt;
        await bed.ActAsync<RecordAttendance>(bed.Joost, a => a.NoteAllAsync(bed.Session.Id, [people[0].Id]));
        await bed.App.Services.GetRequiredService<AskForFeedback>().RunAsync();
        await WriteAsync(bed);

        string[] after = [FeedbackEmails.Asking, NoShowEmails.Missed];
        Assert.Equal([FeedbackEmails.Asking], bed.Mails(people[0]).Select(m => m.About).Where(after.Contains));
        Assert.Equal([NoShowEmails.Missed], bed.Mails(people[1]).Select(m => m.About).Where(after.Contains));

        await using (var db = bed.Database.CreateDbContext())
        {
            var absent = Registration.Of(people[0].Id, made.DryRun.Id, made.DryRun.StartsAt - Duration.FromDays(1));
            absent.Tick(false, made.DryRun.StartsAt, made.DryRun.EndsAt);
            db.Registrations.Add(absent);
            await db.SaveChangesAsync();
        }

        bed.Clock.Now = made.DryRun.EndsAt + Duration.FromDays(2);
        await WriteAsync(bed);
        Assert.Single(bed.Mails(about: NoShowEmails.Missed));
    }

    private static async Task<Person[]> SignedUpAsync(InfosessionTestBed bed, int number)
    {
        var people = bed.Colleagues(number);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        return people;
    }

    private static Task WriteAsync(InfosessionTestBed bed) => bed.App.Services.GetRequiredService<SendNoShowFollowUps>().RunAsync();

    private static async Task<IReadOnlyList<OutboxMessageId>> SuppressAsync(InfosessionTestBed bed, IReadOnlyList<OutboxMessage> messages)
    {
        var check = bed.App.Services.GetServices<ISendGuard>().OfType<NoShowGuard>().Single();
        await using var db = bed.Database.CreateDbContext();
        return [.. (await check.SuppressAsync(db, messages, bed.Clock.Now, default)).Keys];
    }
}
