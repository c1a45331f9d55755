using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;
using Rollout.Testing;
using NodaTime;

namespace Rollout.App.Tests.Modules.Nudges.Privacy;

public sealed class PrivacyTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_sees_all_that_is_kept_about_them_with_its_reason(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (person, ambassador) = GivenSomeoneInvited(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor();
        await visitor.SubmitAsync(await visitor.GetAsync("/sign-in"), "sign-in", ("Email", person.Email));

        var page = await app.Visitor(person).GetAsync("/my/privacy");

        foreach (var known in new[] { person.Name, person.Email!, person.PersonnelNumber!, $"{ambassador.Name} invited you on 23 November 2026", $"{ambassador.Name} asked the project lead about you on 23 November 2026: “We did it together”", "Your code to sign in to De Brug", "Someone asked to sign in with this address" })
        {
            Assert.Contains(known, page.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_only_said_who_they_are_sees_nothing_of_anyone()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (person, ambassador) = GivenSomeoneInvited(database);
        await using var app = await RunningApp.StartAsync(database);

        var page = await app.Visitor(person, proven: false).GetAsync("/my/privacy");

        Assert.DoesNotContain(person.PersonnelNumber!, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ambassador.Name, page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nudges_are_stopped_and_welcomed_again_by_the_person(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (person, _) = GivenSomeoneInvited(database);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(person);

        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/my/privacy/nudges", ("welcome", "no"));
        Assert.Equal(A.Monday, StoppedAt(database, person));
        Assert.Contains("You stopped them on 23 November 2026", (await visitor.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);

        await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/my/privacy/nudges", ("welcome", "yes"));
        Assert.Null(StoppedAt(database, person));
    }

    private static Instant? StoppedAt(TestDatabase database, Person person)
    {
        using var db = database.CreateDbContext();
        return db.People.Single(p => p.Id == person.Id).NudgesStoppedAt;
    }

    private static (Person Person, Person Ambassador) GivenSomeoneInvited(TestDatabase database)
    {
        var branch = A.Branch();
        var (person, colleague) = (A.Person(branch), A.Person(branch, "Sanne Smit"));
        var ambassador = Ambassador.Appoint(colleague.Id, 10, new LocalDate(2026, 11, 1), new LocalDate(2026, 12, 31), "SANNE-7K2", A.Today, A.Monday);
        database.Given(A.Rollout(), branch, person, colleague, ambassador, Invitation.ByMail(ambassador.Id, person.Id, A.Monday),
            CreditReview.Ask(ambassador.Id, person.Id, "We did it together", A.Monday));
        return (person, colleague);
    }
}
