using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Nudges.Privacy;
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

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everything_is_a_file_too_and_what_is_wrong_in_it_is_told_to_the_leads(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (person, ambassador) = GivenSomeoneInvited(database);
        await using var db = database.CreateDbContext();
        var lead = A.Lead(await db.Branches.SingleAsync());
        database.Given(lead, Rollout.Domain.Access.Passkey.Add(person.Id, "My phone", "id", [], 0, A.Monday));
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(person);

        var page = await visitor.GetAsync("/my/privacy/correction");
        Refused.On(await visitor.SubmitAsync(page, "correction", ("Words", " ")), CorrectionRules.SaysWhatIsWrong, AskCorrection.WordsLength);
        for (var i = 1; i <= 3; i++)
        {
            Assert.Contains("Sent to the project leads", (await visitor.FollowAsync(await visitor.SubmitAsync(page, "correction", ("Words", $"I am no mechanic, {i}")))).Text, StringComparison.Ordinal);
        }

        Refused.On(await visitor.SubmitAsync(page, "correction", ("Words", "And more")), CorrectionRules.NotTooOften, 3);
        var mails = await db.Outbox.Where(m => m.About == "correction-asked").ToListAsync();
        Assert.Equal((3, 3), (mails.Count(m => m.Person == lead.Id), mails.Count(m => m.Person == person.Id)));
        Assert.Contains(mails, m => m.Person == lead.Id && m.EmailContent.Contains("I am no mechanic, 2", StringComparison.Ordinal) && m.EmailContent.Contains($"/people/{person.Id}", StringComparison.Ordinal));

        Assert.Contains("/my/privacy.json", (await visitor.GetAsync("/my/privacy")).Html, StringComparison.Ordinal);
        var file = JsonNode.Parse(await visitor.BytesAsync("/my/privacy.json"))!;
        Assert.Equal(
            (person.Name, person.Email, person.PersonnelNumber, "My phone", ambassador.Name, "We did it together"),
            ((string)file["person"]!["name"]!, (string)file["person"]!["email"]!, (string)file["person"]!["personnelNumber"]!, (string)file["signIn"]!["passkeys"]![0]!["name"]!,
                (string)file["invitations"]![0]!["ambassador"]!, (string)file["saidAboutYou"]![0]!["words"]!));
        Assert.Equal(3, file["messages"]!.AsArray().Count(m => (string)m!["subject"]! == "You asked for a correction"));
        Assert.Single(file["signIn"]!["sessions"]!.AsArray());
        Assert.Equal("/my/privacy", (await app.Visitor(person, proven: false).GetAsync("/my/privacy.json")).Location);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Text_messages_are_agreed_to_in_words_that_are_kept_and_withdrawn_with_one_button(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var person = A.Person(branch);
        person.Correct(new PersonDetails(branch.Id, person.GivenName, person.Infix, person.FamilyName) { Email = person.Email, PersonnelNumber = person.PersonnelNumber, Mobile = "0470 12 34 56" }, "BE");
        database.Given(A.Rollout(), branch, person);
        await using var app = await RunningApp.StartAsync(database, settings: new Dictionary<string, string?> { ["TextMessages:Provider"] = "messagebird", ["TextMessages:Secret"] = "key", ["TextMessages:From"] = "Rollout" });
        var visitor = app.Visitor(person);

        foreach (var answer in (string[])["yes", "yes", "no", "yes"])
        {
            await visitor.SubmitAsync(await visitor.GetAsync("/my/text-messages"), "/my/text-messages", ("welcome", answer));
        }

        await using var db = database.CreateDbContext();
        var consents = await db.Consents.OrderBy(c => c.WithdrawnAt == null).ToListAsync();
        Assert.Equal([true, false], consents.ConvertAll(c => c.WithdrawnAt is not null));
        Assert.All(consents, c => Assert.StartsWith("At the number that ends in 456: ", c.Wording, StringComparison.Ordinal));
        Assert.Equal(2, JsonNode.Parse(await visitor.BytesAsync("/my/privacy.json"))!["consents"]!.AsArray().Count);
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
