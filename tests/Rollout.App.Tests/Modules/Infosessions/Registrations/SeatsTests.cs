using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Registrations;

/// <summary>Never more registered than seats, under any concurrency.</summary>
public sealed class SeatsTests
{
    private const int People = 200;
    private const int Seats = 20;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_hundred_people_at_the_same_instant_get_the_twenty_seats_and_a_hundred_and_eighty_wait_in_order(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, Seats);
        var people = bed.Colleagues(People);
        var links = bed.App.Services.GetRequiredService<LinkTokens>();
        var path = $"/infosessions/{bed.Session.Id.Value}";
        var visitors = people.Select(p => (Visitor: bed.App.Visitor(), Key: links.Create(RegistrationKeys.SignUp, p.Id, Duration.FromDays(1)))).ToList();
        var pages = await Task.WhenAll(visitors.Select(v => v.Visitor.GetAsync($"{path}/sign-up?key={Uri.EscapeDataString(v.Key)}")));

        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = visitors.Zip(pages, async (v, page) =>
        {
            await gate.Task;
            return await v.Visitor.SubmitAsync(page, $"{path}/registration");
        }).ToList();
        gate.SetResult();
        var where = (await Task.WhenAll(answers)).Select(a => a.Location!).ToList();

        Assert.All(where, l => Assert.StartsWith($"{path}/ticket", l, StringComparison.Ordinal));
        Assert.Equal(Seats, bed.Registered());
        var stored = bed.Stored();
        Assert.Equal((Seats, 0, People - Seats, People - Seats), (stored.Taken, stored.Offered, stored.Waiting, stored.LastNumber));
        Assert.Equal(Enumerable.Range(1, People - Seats), Numbers(bed)); // each number once, none skipped
        Assert.Equal(Seats, bed.Mails(about: "infosession-confirmed").Count);
        Assert.Equal(People - Seats, bed.Mails(about: "infosession-waiting").Count);
        var last = Array.FindIndex(people, p => bed.Of(p).Number == People - Seats);
        Assert.Contains("You are number 180 on the waiting list", (await visitors[last].Visitor.GetAsync(where[last])).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_database_itself_refuses_one_too_many_and_one_too_few(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, Seats);
        await using var db = bed.Database.CreateDbContext();

        foreach (var (taken, offered) in new[] { (Seats + 1, 0), (-1, 0), (Seats, 1) })
        {
            var refused = await Assert.ThrowsAnyAsync<DbException>(() => db.Infosessions.ExecuteUpdateAsync(s => s.SetProperty(x => x.Taken, taken).SetProperty(x => x.Offered, offered)));
            Assert.Contains("ck_infosessions_taken", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, bed.Stored().Taken);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_same_person_pressing_many_times_has_one_seat_and_one_mail(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, Seats);
        var person = bed.Colleagues(1)[0];

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bed.SignUpAsync(person)));

        Assert.Single(taken, took => took is not null);
        Assert.Equal((1, 1), (bed.Registered(), bed.Stored().Taken));
        Assert.Single(bed.Mails(person));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Coming_and_going_at_once_leaves_the_count_and_the_registrations_agreeing(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, 5);
        var people = bed.Colleagues(12);

        await Task.WhenAll(people.Select(async person =>
        {
            for (var i = 0; i < 4; i++)
            {
                await TryAsync(() => bed.SignUpAsync(person));
                await TryAsync(() => bed.WithdrawAsync(person));
            }

            await TryAsync(() => bed.SignUpAsync(person));
        }));

        Assert.Equal(bed.Registered(), bed.Stored().Taken);
        Assert.True(bed.Stored().Taken + bed.Stored().Offered <= 5);
        Assert.Equal(12, bed.Stored().Taken + bed.Stored().Offered + bed.Stored().Waiting);
    }

    private static IEnumerable<int> Numbers(InfosessionTestBed bed)
    {
        using var db = bed.Database.CreateDbContext();
        return [.. db.Registrations.Where(r => r.State == RegistrationState.Waiting).OrderBy(r => r.Number).Select(r => r.Number!.Value)];
    }

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Domain.SharedKernel.BrokenRuleException)
        {
            // Full, or no place to give up: both are fine here.
        }
    }
}
