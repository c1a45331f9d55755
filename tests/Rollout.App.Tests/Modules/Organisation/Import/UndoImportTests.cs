using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>The last list of people is undone, as far as nothing was built on it, and the preview says what will stay.</summary>
public sealed class UndoImportTests
{
    private const string Header = "personnel number;given name;family name;e-mail;branch;job title\n";

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_was_changed_added_or_missing_is_as_before_and_on_whom_something_hangs_stays(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var gent = A.Branch("Gent");
        var (lead, topic) = (A.Lead(gent), AnInfosession.Topic());
        var session = AnInfosession.Of(topic, gent, lead);
        database.Given(A.Rollout(), gent, lead, topic, session);
        await using var app = await RunningApp.StartAsync(database, new StoppedClock(A.Monday));
        var import = app.Services.GetServices<IFileImport>().OfType<ImportPeople>().Single();
        await import.RunAsync(Files.Of(Header + "1;An;Claes;an@voorbeeld.be;Gent;Nurse\n2;Bas;Maes;bas@voorbeeld.be;Gent;Cook\n3;Eef;Smit;eef@voorbeeld.be;Gent;Cook"), preview: false);

        // An and Eef exchange their addresses; Bas is missing; Cas and Dirk are new.
        await import.RunAsync(Files.Of(Header + "1;An;Claes;eef@voorbeeld.be;Gent;Doctor\n3;Eef;Smit;an@voorbeeld.be;Gent;Cook\n4;Cas;Bos;cas@voorbeeld.be;Gent;\n5;Dirk;Bos;dirk@voorbeeld.be;Gent;"), preview: false, WhoIsMissing.LeavesForSure);
        await using (var db = database.CreateDbContext())
        {
            Assert.Equal((false, "Doctor", 4), ((await db.People.SingleAsync(p => p.GivenName == "Bas")).Active, (await db.People.SingleAsync(p => p.GivenName == "An")).JobTitle, await db.People.CountAsync(p => p.Active && !p.IsLead)));
            db.Add(Registration.Of((await db.People.SingleAsync(p => p.GivenName == "Dirk")).Id, session.Id, A.Monday));
            await db.SaveChangesAsync();
        }

        var visitor = app.Visitor(lead);
        Assert.Contains("/people/import/undo", (await visitor.GetAsync("/people/import")).Html, StringComparison.Ordinal);
        var asked = await visitor.GetAsync("/people/import/undo");
        Assert.All(
            new[] { "1 person it added is removed", "3 people become what they were before", "1 of them had left and works here again", "1 person stays as they are", "Dirk Bos" },
            words => Assert.Contains(words, asked.Text, StringComparison.Ordinal));
        Assert.Equal("/people", (await visitor.SubmitAsync(asked, "undo")).Location);

        await using var after = database.CreateDbContext();
        var people = await after.People.Where(p => !p.IsLead).OrderBy(p => p.GivenName).ToListAsync();
        Assert.Equal(
            [("An", "an@voorbeeld.be", "Nurse", true), ("Bas", "bas@voorbeeld.be", "Cook", true), ("Dirk", "dirk@voorbeeld.be", "", true), ("Eef", "eef@voorbeeld.be", "Cook", true)],
            people.Select(p => (p.GivenName, p.Email, p.JobTitle, p.Active)));
        Assert.All(people, p => Assert.Equal(p.PersonnelNumber, p.PersonnelKey));
        await Refused.ByAsync(ImportRules.HasSomethingToUndo, () => app.Services.GetRequiredService<UndoImport>().RunAsync());
        Assert.Contains("There is no list to undo", (await visitor.GetAsync("/people/import/undo")).Text, StringComparison.Ordinal);
    }
}
