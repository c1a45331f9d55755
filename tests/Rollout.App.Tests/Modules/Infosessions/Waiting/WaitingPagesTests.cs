using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Waiting;

/// <summary>Waiting, from the list to the seat, using only pages, forms and the links in the mails.</summary>
public sealed class WaitingPagesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_joins_the_waiting_list_is_offered_a_seat_by_mail_and_takes_it_without_signing_in(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(3);
        await bed.SignUpAsync(people[0]);
        await bed.SignUpAsync(people[1]);
        var (visitor, key) = (bed.App.Visitor(), Key(bed, people[2]));
        var path = $"/infosessions/{bed.Session.Id.Value}";

        Assert.Contains("Full – 1 waiting", (await visitor.GetAsync("/infosessions" + key)).Text, StringComparison.Ordinal);
        var page = await visitor.GetAsync($"{path}/sign-up{key}");
        Assert.Contains("You would be number 2 on the waiting list", page.Text, StringComparison.Ordinal);
        Assert.Equal(1, bed.Stored().Waiting); // looking changes nothing
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"{path}/registration"));
        Assert.Contains("You are number 2 on the waiting list", page.Text, StringComparison.Ordinal);
        Assert.Contains("Waiting list: number 2", (await visitor.GetAsync("/my/infosessions" + key)).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await visitor.GetAsync($"{path}/invite.ics{key}")).Status);

        await bed.WithdrawAsync(people[1]);
        Assert.Contains("You are number 1 on the waiting list", (await visitor.GetAsync($"{path}/ticket{key}")).Text, StringComparison.Ordinal);
        await bed.WithdrawAsync(people[0]);
        var offer = JsonSerializer.Deserialize<EmailContent>(bed.Mails(people[2], "infosession-offered").Single().EmailContent)!;
        page = await visitor.GetAsync(offer.Button!.Address.PathAndQuery);
        Assert.Contains("It is held for you until Monday 23 November, 14:00", page.Text, StringComparison.Ordinal);
        Assert.Equal((0, 1), (bed.Stored().Taken, bed.Stored().Offered)); // opening the mail's link changes nothing
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"{path}/seat"));

        Assert.Contains("You have a place", page.Text, StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
        Assert.NotNull(bed.Mails(people[2], "infosession-confirmed").Single().Calendar);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_offer_is_let_go_from_its_mail_and_an_ended_one_says_so(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        await bed.WithdrawAsync(people[0]);
        var visitor = bed.App.Visitor();
        var offer = JsonSerializer.Deserialize<EmailContent>(bed.Mails(people[1], "infosession-offered").Single().EmailContent)!;
        var page = await visitor.GetAsync(offer.Link!.Address.PathAndQuery);
        Assert.Contains("Let the seat go?", page.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(page, "withdraw");
        Assert.Equal((RegistrationState.Withdrawn, RegistrationState.Offered), (bed.Of(people[1]).State, bed.Of(people[2]).State));

        var second = JsonSerializer.Deserialize<EmailContent>(bed.Mails(people[2], "infosession-offered").Single().EmailContent)!;
        page = await visitor.GetAsync(second.Button!.Address.PathAndQuery);
        bed.Clock.Advance(Duration.FromHours(5));
        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, $"/infosessions/{bed.Session.Id.Value}/seat"));
        Assert.Contains("The offer has ended", page.Text, StringComparison.Ordinal);
        await bed.AdvanceAsync();

        page = await visitor.GetAsync(second.Button.Address.PathAndQuery);
        Assert.Contains("Join again", page.Text, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (bed.Stored().Taken, bed.Stored().Offered, bed.Stored().Waiting));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_runs_it_sees_the_waiting_list_and_nobody_in_it_among_the_registered(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 1);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        var joost = bed.App.Visitor(bed.Joost);
        var page = await joost.GetAsync($"/infosessions/{bed.Session.Id.Value}/people");
        Assert.Contains("1 person has a place, of 1 seats", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 on the waiting list", page.Text, StringComparison.Ordinal);
        var first = $"/infosessions/{bed.Session.Id.Value}/waiting/{people[2].Id.Value}";
        Assert.Contains(first, page.Html, StringComparison.Ordinal);
        page = await joost.SubmitAsync(await joost.GetAsync(first), "go-first", ("Reason", ""));
        Assert.Contains("Say why", page.Text, StringComparison.Ordinal);
        page = await joost.FollowAsync(await joost.SubmitAsync(page, "go-first", ("Reason", "Works nights.")));

        Assert.Contains($"Priority given by {bed.Joost.Name}: Works nights.", page.Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await bed.App.Visitor(bed.Lead).GetAsync(first)).Status); // already first
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await bed.App.Visitor(people[0]).GetAsync(first)).Status);
    }

    private static string Key(InfosessionTestBed bed, Person person) =>
        RegistrationKeys.Query(bed.App.Services.GetRequiredService<LinkTokens>().Create(RegistrationKeys.SignUp, person.Id, Duration.FromDays(30)));
}
