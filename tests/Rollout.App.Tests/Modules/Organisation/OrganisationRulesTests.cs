using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Organisation.FirstStart;
using Rollout.App.Modules.Organisation.People.One;
using Rollout.App.Modules.Organisation.Settings;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation;

/// <summary>What cannot be done to people, roles and a first start, and leaves everything as it was.</summary>
public sealed class OrganisationRulesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_always_leads(Database kind)
    {
        var gent = A.Branch("Gent");
        var lead = A.Lead(gent);
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, lead);

        await using var app = await RunningApp.StartAsync(database);
        await using var scope = app.Services.CreateAsyncScope();
        await Refused.ByAsync(RoleRules.SomeoneLeads, () => new TakeRole(database, [], new StoppedClock(A.Monday)).RunAsync(lead.Id, GivenRole.Lead));
        await Refused.ByAsync(RoleRules.SomeoneLeads, () => scope.ServiceProvider.GetRequiredService<LeavePerson>().RunAsync(lead.Id));

        await using var db = database.CreateDbContext();
        Assert.True(db.People.Single(p => p.Id == lead.Id) is { IsLead: true, Active: true });
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_someone_is_known_by_belongs_to_one_person(Database kind)
    {
        var gent = A.Branch("Gent");
        var els = A.Person(gent, "Els Maertens", "els@voorbeeld.be", "P100");
        var jo = Person.Employ(gent.Id, "Jo", "", "Peeters", null, null, "+32470112233", "BE");
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, els, jo);
        var add = new AddPerson(database);

        await Refused.ByAsync(PersonRules.NumberIsFree, () => add.RunAsync(New(gent.Id) with { PersonnelNumber = "p100" }));
        await Refused.ByAsync(PersonRules.EmailIsFree, () => add.RunAsync(New(gent.Id) with { Email = "ELS@voorbeeld.be" }));
        await Refused.ByAsync(PersonRules.MobileIsFree, () => add.RunAsync(New(gent.Id) with { Mobile = "0470 11 22 33" }));
        await Refused.ByAsync(PersonRules.WorksInABranch, () => add.RunAsync(New(BranchId.New()) with { Email = "nieuw@voorbeeld.be" }));
        var empty = await Assert.ThrowsAsync<BrokenRuleException>(() => add.RunAsync(new PersonDetails(default, "", "", "")));
        Assert.Equal([PersonRules.WorksInABranch, PersonRules.NeedsAName, PersonRules.NeedsAKey], empty.All.Select(r => r.Rule));

        await using var db = database.CreateDbContext();
        Assert.Equal(2, db.People.Count());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_directs_a_branch_stays_in_it_and_can_be_reached(Database kind)
    {
        var (gent, brugge) = (A.Branch("Gent"), A.Branch("Brugge"));
        var an = A.Director(gent);
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, brugge, an);
        var details = new PersonDetails(brugge.Id, "An", "", "Verstraete") { PersonnelNumber = an.PersonnelNumber, Email = an.Email };

        await Refused.ByAsync(PersonRules.DirectorStaysReachable, () => new CorrectPerson(database).RunAsync(an.Id, an.Version, details));
        await Refused.ByAsync(PersonRules.DirectorStaysReachable, () => new CorrectPerson(database).RunAsync(an.Id, an.Version, details with { Branch = gent.Id, Email = null }));

        await using var db = database.CreateDbContext();
        Assert.Equal((gent.Id, an.Email), (db.People.Single().Branch, db.People.Single().Email));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_installation_is_started_once_and_by_who_has_its_key(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var host = new HostSettings("http://127.0.0.1:0", database.Folder);
        var key = new SetupKey(host).GetOrMake();
        await using var app = await RunningApp.StartAsync(database);
        var start = ActivatorUtilities.CreateInstance<StartRollout>(app.Services);
        var first = new FirstRollout(
            new FirstLead("Mirjam", "de", "Vries", "mirjam@voorbeeld.be", null, "nl"), "Gent", new Place("BE", A.Brussels), "De Brug", "https://platform.voorbeeld.be/", "Veldhuis", "#1d3192", ["nl"], "", SendTest: false);

        await Refused.ByAsync(FirstStartRules.KeyIsRight, () => start.RunAsync(new string('0', key.Length), first));
        Assert.Empty(database.CreateDbContext().Rollouts);
        await start.RunAsync(key, first);
        await Refused.ByAsync(FirstStartRules.NotStartedYet, () => start.RunAsync(key, first with { Branch = "Brugge" }));

        await using var db = database.CreateDbContext();
        Assert.Equal("Gent", db.Branches.Single().Name);
    }

    private static PersonDetails New(BranchId branch) => new(branch, "Nieuw", "", "Iemand");
}
