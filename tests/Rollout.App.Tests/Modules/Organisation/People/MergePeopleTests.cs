using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.People.One;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.People;

/// <summary>Two people who are one become one, with everything either had and nothing twice; and who should never have been in the list goes without a trace.</summary>
public sealed class MergePeopleTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everything_of_both_is_one_persons_and_nothing_is_doubled(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var lead = given.App.Visitor(given.Lead);
        var found = await lead.GetAsync($"/people/{given.Kept.Id}/merge");
        Assert.Contains($"with={given.Twin.Id}", found.Html, StringComparison.Ordinal);

        var check = await lead.GetAsync($"/people/{given.Kept.Id}/merge?with={given.Twin.Id}");
        Assert.All(
            new[] { "2 places in infosessions", "1 invitation by an ambassador", "A place in “De Brug in je werkdag”", "An invitation by Sanne de Bruijn", "an.twin@voorbeeld.be", "The other way round" },
            words => Assert.Contains(words, check.Text, StringComparison.Ordinal));
        var merged = await lead.FollowAsync(await lead.SubmitAsync(check, "merge"));

        Assert.Equal(HttpStatusCode.OK, merged.Status);
        await using var db = given.Database.CreateDbContext();
        var (kept, twin) = (await db.People.SingleAsync(p => p.Id == given.Kept.Id), await db.People.SingleAsync(p => p.Id == given.Twin.Id));
        Assert.Equal((given.Kept.PersonnelNumber, "an.twin@voorbeeld.be", true, true), (kept.PersonnelNumber, kept.Email, kept.IsFacilitator, kept.Active));
        Assert.Equal((kept.Id, null, null, false, false), (twin.MergedInto, twin.Email, twin.PersonnelKey, twin.Active, twin.IsFacilitator));

        var places = await db.Registrations.Where(r => r.Infosession == given.Full.Id).ToListAsync();
        Assert.Equal((RegistrationState.Registered, RegistrationState.Offered), (places.Single(r => r.Person == kept.Id).State, places.Single(r => r.Person == given.Bas.Id).State));
        Assert.Equal((1, 1, 0), ((await db.Infosessions.SingleAsync(s => s.Id == given.Full.Id)).Taken, places.Count(r => r.State == RegistrationState.Offered), places.Count(r => r.Person == twin.Id)));
        Assert.Equal(kept.Id, (await db.Registrations.SingleAsync(r => r.Infosession == given.Other.Id)).Person);

        var invitation = await db.Invitations.SingleAsync();
        Assert.Equal((kept.Id, A.Monday, A.Monday + Duration.FromHours(1)), (invitation.Colleague, invitation.InvitedAt, invitation.AcceptedAt));
        var credit = await db.Credits.SingleAsync();
        Assert.Equal((CreditId.Of(kept.Id), kept.Id, given.Sanne.Id, false), (credit.Id, credit.Colleague, credit.Ambassador, credit.Provisional));
        Assert.Equal(A.Monday + Duration.FromHours(2), (await db.ProfileEvidence.SingleAsync()).Since);
        var waits = await db.Outbox.SingleAsync(m => m.Key == "waits");
        Assert.Equal((kept.Id, kept.Email), (waits.Person, waits.Address));
        Refused.By(PersonRules.MergesTwo, () => kept.Absorb(kept, "BE"));
        Refused.By(PersonRules.MergesTwo, () => kept.Absorb(twin, "BE"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Links_and_pages_of_the_merged_person_are_those_of_the_other_from_then_on(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var lead = given.App.Visitor(given.Lead);
        await lead.SubmitAsync(await lead.GetAsync($"/people/{given.Kept.Id}/merge?with={given.Twin.Id}"), "merge");

        var links = given.App.Services.GetRequiredService<LinkTokens>();
        Assert.Equal(given.Kept.Id, await links.FindPersonAsync("stop", links.Create("stop", given.Twin.Id, Duration.FromDays(1))));
        Assert.Contains("An", (await given.App.Visitor().GetAsync($"/stop/{Uri.EscapeDataString(links.Create("stop", given.Twin.Id, Duration.FromDays(1)))}")).Text, StringComparison.Ordinal);
        Assert.Equal($"/people/{given.Kept.Id}", (await lead.GetAsync($"/people/{given.Twin.Id}")).Location);
        Assert.DoesNotContain(given.Twin.Id.ToString(), (await lead.GetAsync("/people?left=yes")).Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"/people/{given.Twin.Id}/merge")).Status);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_ambassadors_are_refused_and_so_is_whom_someone_changed_meanwhile(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var lead = given.App.Visitor(given.Lead);
        var check = await lead.GetAsync($"/people/{given.Kept.Id}/merge?with={given.Twin.Id}");
        given.Database.Given(
            Ambassador.Appoint(given.Kept.Id, 10, A.Today, A.Today.PlusDays(20), AmbassadorCode.Create("An"), A.Today, A.Monday),
            Ambassador.Appoint(given.Twin.Id, 10, A.Today, A.Today.PlusDays(20), AmbassadorCode.Create("An"), A.Today, A.Monday));

        Refused.On(await lead.SubmitAsync(check, "merge"), PersonRules.MergesOneTerm);

        await given.Database.CreateDbContext().Ambassadors.Where(a => a.Person == given.Twin.Id).ExecuteDeleteAsync();
        await given.Database.CreateDbContext().People.Where(p => p.Id == given.Twin.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Version, 9));
        Assert.Contains("Someone changed this", (await lead.SubmitAsync(check, "merge")).Text, StringComparison.Ordinal);
        Assert.Equal(0, await given.Database.CreateDbContext().People.CountAsync(p => p.MergedInto != null));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_should_never_have_been_here_is_removed_and_the_seat_goes_to_the_next(Database kind)
    {
        await using var given = await GivenAsync(kind);
        var lead = given.App.Visitor(given.Lead);
        var asked = await lead.GetAsync($"/people/{given.Kept.Id}/remove");
        Assert.Contains("1 place in an infosession", asked.Text, StringComparison.Ordinal);

        Assert.Equal("/people", (await lead.SubmitAsync(asked, "remove")).Location);

        await using var db = given.Database.CreateDbContext();
        Assert.Equal(0, await db.People.CountAsync(p => p.Id == given.Kept.Id));
        Assert.Equal(RegistrationState.Offered, (await db.Registrations.SingleAsync(r => r.Person == given.Bas.Id)).State);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"/people/{given.Kept.Id}")).Status);
        var needed = await lead.GetAsync($"/people/{given.Jef.Id}/remove");
        Assert.Contains("2 infosessions that they give", needed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove for good", needed.Text, StringComparison.Ordinal);
        await Refused.ByAsync(PersonRules.LeavesNothingBehind, () => given.App.Services.GetRequiredService<RemovePerson>().RunAsync(given.Jef.Id));
    }

    private static async Task<Given> GivenAsync(Database kind)
    {
        var gent = A.Branch("Gent");
        var (lead, jef, bas, sannes) = (A.Lead(gent), A.Director(gent, "Jef Claes"), A.Person(gent, "Bas van Loon"), A.Person(gent, "Sanne de Bruijn"));
        var (kept, twin) = (A.Person(gent, "An Peeters", email: null), A.Person(gent, "An Peeters", email: "an.twin@voorbeeld.be"));
        twin.GrantFacilitatorRole();
        twin.CompletedProfile(A.Monday + Duration.FromHours(2));
        var topic = AnInfosession.Topic();
        var (full, other) = (AnInfosession.Of(topic, gent, jef, seats: 2), AnInfosession.Of(topic, gent, jef, place: "Zaal 2", starts: AnInfosession.Tuesday.PlusDays(1)));
        var sanne = Ambassador.Appoint(sannes.Id, 10, A.Today, A.Today.PlusDays(20), AmbassadorCode.Create("Sanne"), A.Today, A.Monday);
        var came = Invitation.ByComing(sanne.Id, twin.Id, InvitationChannel.Link, A.Monday + Duration.FromHours(1));
        came.Accept(A.Monday + Duration.FromHours(1));
        var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, lead, jef, bas, sannes, kept, twin, topic, full, other);
        database.Given(sanne);
        database.Given(
            Registration.Of(kept.Id, full.Id, A.Monday), Registration.Of(twin.Id, full.Id, A.Monday), Registration.Waiting(bas.Id, full.Id, 1, A.Monday), Registration.Of(twin.Id, other.Id, A.Monday),
            Invitation.ByMail(sanne.Id, kept.Id, A.Monday), came,
            ProfileEvidence.Of(kept.Id, CreditEvidence.SignedIn, A.Monday + Duration.FromHours(3), ProfileDefinition.BuiltIn, CountingEvidence.BuiltIn),
            ProfileEvidence.Of(twin.Id, CreditEvidence.SignedIn, A.Monday + Duration.FromHours(2), ProfileDefinition.BuiltIn, CountingEvidence.BuiltIn),
            Credit.Due(twin.Id, new AttributedCredit(sanne.Id, A.Monday + Duration.FromHours(2), CreditEvidence.SignedIn, ProfileDefinition.BuiltIn), null),
            OutboxMessage.ServiceMail("waits", "test", new Recipient(twin.Id, "an.twin@voorbeeld.be", "An Peeters"), new EmailContent { Language = "en", BrandName = "De Brug", Brand = "#1d3192", Subject = "Wait", Greeting = "Hello,", Paragraphs = ["Words."], Signature = "De Brug" }, A.Monday, A.Monday + Duration.FromDays(30)));
        await using var db = database.CreateDbContext();
        await db.Infosessions.Where(s => s.Id == full.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, 2).SetProperty(s => s.Waiting, 1));
        await db.Infosessions.Where(s => s.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Taken, 1));
        return new Given(database, await RunningApp.StartAsync(database, new StoppedClock(A.Monday + Duration.FromHours(4))), lead, jef, bas, kept, twin, sanne, full, other);
    }

    private sealed record Given(TestDatabase Database, RunningApp App, Person Lead, Person Jef, Person Bas, Person Kept, Person Twin, Ambassador Sanne, Infosession Full, Infosession Other) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            Database.Dispose();
        }
    }
}
