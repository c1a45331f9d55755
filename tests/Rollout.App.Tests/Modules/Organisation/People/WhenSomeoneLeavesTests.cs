using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.People;

/// <summary>What hangs on someone has an answer when they leave: it goes to the next in the same transaction, or the lead reads who is needed.</summary>
public sealed class WhenSomeoneLeavesTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Their_seat_goes_to_the_next_who_waits_and_what_else_they_had_is_let_go(Database kind)
    {
        await using var given = await GivenAsync(kind);

        await given.LeaveAsync();

        await using var db = given.Database.CreateDbContext();
        Assert.Equal(RegistrationState.Withdrawn, (await db.Registrations.SingleAsync(r => r.Person == given.An.Id)).State);
        Assert.Equal(RegistrationState.Offered, (await db.Registrations.SingleAsync(r => r.Person == given.Bas.Id)).State);
        var session = await db.Infosessions.SingleAsync(s => s.Id == given.Full.Id);
        Assert.Equal((0, 1, 0), (session.Taken, session.Offered, session.Waiting));
        Assert.Equal((0, 0), (await db.KeyUsers.CountAsync(), await db.Candidates.CountAsync()));
        Assert.Single(db.Outbox, m => m.Person == given.Bas.Id);
        Assert.DoesNotContain(db.Outbox, m => m.Person == given.An.Id);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_needs_someone_else_is_named_before_they_leave_and_is_on_the_leads_start_page_after(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var lead = given.App.Visitor(given.Lead);
        string[] hangs =
        [
            "directs Gent", "is ambassador, with the code", "gives “De Brug in je werkdag” on Tuesday 1 December", "answers for a check in Gent, due Monday 30 November", "settles the condition of Brugge", "signs for Brugge from Monday 23 November",
        ];
        var before = await lead.GetAsync($"/people/{given.An.Id}/leave");
        Assert.All(hangs, words => Assert.Contains(words, before.Text, StringComparison.Ordinal));

        await given.LeaveAsync();

        var ends = await given.App.Services.GetRequiredService<FindLooseEnds>().RunAsync();
        Assert.Equal(Enum.GetValues<LooseEndKind>().Except([LooseEndKind.DirectorMoved]).Order(), ends.Select(e => e.Kind).Order());
        Assert.Equal(ends.Select(e => e.Due ?? LocalDate.MinIsoValue).Order(), ends.Select(e => e.Due ?? LocalDate.MinIsoValue));
        var start = await lead.GetAsync("/");
        Assert.Contains("Gent needs another director", start.Text, StringComparison.Ordinal);
        Assert.Contains("Gent has no director", start.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Every branch has a director", start.Text, StringComparison.Ordinal);
        foreach (var end in ends)
        {
            Assert.Equal(System.Net.HttpStatusCode.OK, (await lead.GetAsync(end.Href)).Status);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_reads_which_places_are_given_up_before_and_that_leaving_did_it_after(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var lead = given.App.Visitor(given.Lead);
        var before = await lead.GetAsync($"/people/{given.An.Id}/leave");
        Assert.Contains("1 place in an infosession is given up", before.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"/infosessions/{given.Full.Id}\"", before.Html, StringComparison.Ordinal);
        Assert.Contains("It does not come back when you say later that they work here after all", before.Text, StringComparison.Ordinal);

        await given.LeaveAsync();

        var gone = await lead.GetAsync($"/people/{given.An.Id}");
        Assert.Contains("Given up when they left", gone.Text, StringComparison.Ordinal);
        var back = await lead.FollowAsync(await lead.SubmitAsync(gone, "restore"));
        Assert.Contains("What was given up when they left does not come back by itself", back.Text, StringComparison.Ordinal);
        Assert.Contains("Place given up", back.Text, StringComparison.Ordinal);
        Assert.Equal(RegistrationState.Withdrawn, (await given.Database.CreateDbContext().Registrations.SingleAsync(r => r.Person == given.An.Id)).State);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_names_what_hangs_on_those_who_leave_and_gives_their_seats_on(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var import = given.App.Services.GetServices<IFileImport>().OfType<ImportPeople>().Single();
        var file = $"personnel number;given name;family name;branch;end date\n{given.An.PersonnelNumber};An;Verstraete;Gent;2026-11-01";

        var preview = await import.RunAsync(Files.Of(file), preview: true);
        Assert.Equal((1, 6), (preview.Leaving, preview.LooseEndCount));
        Assert.All(preview.LooseEnds, e => Assert.Equal(given.An.Name, e.Person));
        Assert.Equal(RegistrationState.Registered, (await given.Database.CreateDbContext().Registrations.SingleAsync(r => r.Person == given.An.Id)).State);

        await import.RunAsync(Files.Of(file), preview: false);

        Assert.Equal(RegistrationState.Offered, (await given.Database.CreateDbContext().Registrations.SingleAsync(r => r.Person == given.Bas.Id)).State);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_director_who_works_elsewhere_now_is_a_loose_end_of_their_branch(Database kind)
    {
        await using var given = await GivenAsync(kind);
        await given.Database.CreateDbContext().People.Where(p => p.Id == given.An.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Branch, given.Brugge.Id));

        var ends = await given.App.Services.GetRequiredService<FindLooseEnds>().RunAsync();

        Assert.Equal((LooseEndKind.DirectorMoved, "Gent", $"/branches/{given.Gent.Id}"), ends.Select(e => (e.Kind, e.What, e.Href)).Single());
        var lead = given.App.Visitor(given.Lead);
        Assert.Contains("The director of Gent works elsewhere now and stays director until you name someone else", (await lead.GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains(given.An.Name, (await lead.GetAsync("/branches")).Text, StringComparison.Ordinal);
        Assert.Matches($"<option value=\"{given.An.Id}\" selected", (await lead.GetAsync($"/branches/{given.Gent.Id}")).Html);
        Assert.Empty((await given.App.Services.GetRequiredService<FindStartFacts>().RunAsync()).WithoutDirector);

        await given.Database.CreateDbContext().People.Where(p => p.Id == given.An.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Active, false));
        Assert.DoesNotContain(given.An.Name, (await lead.GetAsync($"/branches/{given.Gent.Id}")).Text, StringComparison.Ordinal);
        Assert.Equal("Gent", Assert.Single((await given.App.Services.GetRequiredService<FindStartFacts>().RunAsync()).WithoutDirector).Name);
    }

    private static async Task<Given> GivenAsync(Database kind)
    {
        var (gent, brugge) = (A.Branch("Gent"), A.Branch("Brugge"));
        var (lead, an, jef, bas) = (A.Lead(gent), A.Director(gent), A.Director(brugge, "Jef Claes"), A.Person(gent, "Bas van Loon"));
        an.GrantFacilitatorRole();
        var topic = AnInfosession.Topic();
        var (full, given, dryRun) = (AnInfosession.Of(topic, gent, jef, seats: 1), AnInfosession.Of(topic, gent, an, place: "Zaal 2"), AnInfosession.DryRunOf(topic, gent, jef));
        var wave = Wave.Plan("Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [gent.Id, brugge.Id], [new PlannedCheck("Room", CheckWeight.Must, 7, an.Id)], A.Acting(lead, gent), A.Monday);
        var candidate = Candidate.Of(an.Id);
        candidate.Apply("I would like to", A.Monday);
        var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, brugge, lead, an, jef, bas, topic, full, given, dryRun, wave, candidate);
        dryRun.Publish(topicIsOpen: true, A.Monday);
        database.Given(
            Ambassador.Appoint(an.Id, 10, A.Today, A.Today.PlusDays(20), AmbassadorCode.Create("An"), A.Today, A.Monday),
            Deputy.Name(brugge.Id, an, A.Today, A.Today.PlusDays(5), A.Today, A.Acting(jef, brugge), A.Monday),
            Registration.Of(an.Id, full.Id, A.Monday), Registration.Waiting(bas.Id, full.Id, 1, A.Monday), KeyUser.Invite(dryRun, an.Id, hasMail: true, A.Monday));
        await using (var db = database.CreateDbContext())
        {
            await db.Infosessions.Where(s => s.Id == full.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, 1).SetProperty(s => s.Waiting, 1));
            var launch = await db.Launches.Include(l => l.Checks).Include(l => l.SignOffs).SingleAsync(l => l.Branch == brugge.Id);
            launch.Tick(wave, launch.Checks[0].Id, new Evidence("Seen"), A.Acting(lead, gent), A.Monday);
            launch.SignOff(wave, new VerdictGiven.GoOnCondition("A projector", an.Id, new LocalDate(2026, 12, 1)), SignOffSnapshot.Of(wave, launch).Fingerprint, A.Acting(jef, brugge), A.Monday);
            await db.SaveChangesAsync();
        }

        return new Given(database, await RunningApp.StartAsync(database, new StoppedClock(A.Monday)), lead, an, bas, gent, brugge, full);
    }

    private sealed record Given(TestDatabase Database, RunningApp App, Person Lead, Person An, Person Bas, Branch Gent, Branch Brugge, Infosession Full) : IAsyncDisposable
    {
        public async Task LeaveAsync()
        {
            var lead = App.Visitor(Lead);
            await lead.SubmitAsync(await lead.GetAsync($"/people/{An.Id}/leave"), "leave");
            Assert.False((await Database.CreateDbContext().People.SingleAsync(p => p.Id == An.Id)).Active);
        }

        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Database.Dispose();
        }
    }
}
