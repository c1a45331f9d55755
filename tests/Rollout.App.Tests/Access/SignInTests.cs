using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Testing;

namespace Rollout.App.Tests.Access;

public sealed class SignInTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_code_from_the_mail_signs_in_and_leads_on(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var person = GivenSomeone(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();

        var page = await AskAsync(visitor, person.Email!.ToUpperInvariant() + " ", "/denied");
        page = await visitor.SubmitAsync(page, "code", ("Code", MailedTo(database, person).Code));

        Assert.Equal("/denied", page.Location);
        Assert.Contains(person.Name, (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
    }

    private static Person GivenSomeone(TestDatabase database)
    {
        var branch = A.Branch();
        var person = A.Person(branch);
        database.Given(A.Rollout(), branch, person);
        return person;
    }

    private static async Task<Page> AskAsync(Visitor visitor, string email, string to = "/")
    {
        var page = await visitor.SubmitAsync(await visitor.GetAsync("/sign-in?to=" + Uri.EscapeDataString(to)), "sign-in", ("Email", email));
        Assert.Equal(HttpStatusCode.Redirect, page.Status);
        return await visitor.FollowAsync(page);
    }

    private static Letter MailedTo(TestDatabase database, Person person)
    {
        using var db = database.CreateDbContext();
        return JsonSerializer.Deserialize<Letter>(db.Outbox.Where(m => m.Person == person.Id).OrderByDescending(m => m.Id).First().Letter)!;
    }
}
