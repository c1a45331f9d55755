using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions.Kiosks;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions;

/// <summary>A shared screen of a branch, on which people sign up and which knows nobody afterwards.</summary>
public sealed partial class KioskTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_tablet_becomes_a_kiosk_signs_people_up_and_forgets_each_of_them(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (gent, breda) = (A.Branch(), A.Branch("Breda", "NL"));
        var (lead, giver) = (A.Lead(gent), AnInfosession.Facilitator(gent));
        var (rachid, els, tom) = (A.Person(gent, "Rachid Amrani", email: null, number: "00E0106"), A.Person(gent, "Els Peeters", email: null, number: "E0107"), A.Person(gent, "Tom Maes", number: "E0108"));
        var (topic, other) = (AnInfosession.Topic(), AnInfosession.Topic("Het nieuwe bord"));
        var (one, elsewhere) = (AnInfosession.Of(topic, gent, giver, seats: 1), AnInfosession.Of(other, breda, giver, starts: AnInfosession.Tuesday.PlusDays(1)));
        database.Given(A.Rollout(), gent, breda, lead, giver, rachid, els, tom, topic, other, one, elsewhere);
        await using var app = await RunningApp.StartAsync(database);
        var tablet = app.Visitor(lead);
        Assert.Equal(HttpStatusCode.NotFound, (await tablet.GetAsync("/kiosk")).Status);

        var page = await tablet.SubmitAsync(await tablet.GetAsync($"/branches/{gent.Id}/kiosks"), "open", ("Name", "Workshop"));
        Assert.Equal("/kiosk", page.Location);
        Assert.DoesNotContain("rollout", tablet.Cookies.Keys);
        page = await tablet.FollowAsync(page);
        Assert.Contains(topic.Title, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(other.Title, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/sign-in", page.Html, StringComparison.Ordinal);

        // A wrong name gets an error, and nothing of what was typed comes back.
        var form = await tablet.GetAsync($"/kiosk/{one.Id}");
        page = await tablet.SubmitAsync(form, "kiosk", ("Number", "E0106"), ("FamilyName", "Peeters"), ("Waits", "false"));
        Refused.On(page, SignInRules.NumberAndNameBelongTogether);
        Assert.DoesNotContain("E0106", page.Html, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);

        page = await tablet.SubmitAsync(form, "kiosk", ("Number", "E0106"), ("FamilyName", "Amrani"), ("Waits", "false"));
        Assert.Equal("/kiosk?done=Registered", page.Location);
        Assert.DoesNotContain("rollout", tablet.Cookies.Keys);
        page = await tablet.FollowAsync(page);
        Assert.Contains("You have a place", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Amrani", page.Html, StringComparison.Ordinal);
        Assert.Equal("/kiosk?done=HadPlace", (await tablet.SubmitAsync(form, "kiosk", ("Number", "E0106"), ("FamilyName", "Amrani"))).Location);

        // The seat went while the form stood open: waiting is asked about first.
        Refused.On(await tablet.SubmitAsync(form, "kiosk", ("Number", "E0107"), ("FamilyName", "Peeters"), ("Waits", "false")), KioskRules.NothingToDecide);
        Assert.Equal("/kiosk?done=Waiting", (await tablet.SubmitAsync(await tablet.GetAsync($"/kiosk/{one.Id}"), "kiosk", ("Number", "E0107"), ("FamilyName", "Peeters"))).Location);

        // Who has an e-mail needs a card: a number and a name are known to others.
        Refused.On(await tablet.SubmitAsync(form, "kiosk", ("Number", "E0108"), ("FamilyName", "Maes")), SignInRules.NumberAndNameBelongTogether);
        var printer = app.Visitor(lead);
        var sheet = await printer.SubmitAsync(await printer.GetAsync($"/branches/{gent.Id}/cards"), "one", ("One.Print", tom.Id.ToString()));
        var code = CodeOn(sheet);
        Assert.Equal("/kiosk?done=Waiting", (await tablet.SubmitAsync(await tablet.GetAsync($"/kiosk/{one.Id}"), "kiosk", ("Card", code))).Location);
        Refused.On(await tablet.SubmitAsync(await tablet.GetAsync($"/kiosk/{one.Id}"), "kiosk", ("Card", "K7QX 49TM 3HRN")), AccessCardRules.CodeWorks);

        await printer.SubmitAsync(await printer.GetAsync($"/branches/{gent.Id}/kiosks"), "close", ("Closing.Kiosk", KioskOf(database).Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, (await tablet.GetAsync("/kiosk")).Status);
        await using var db = database.CreateDbContext();
        Assert.Equal(3, db.Registrations.Count());
        Assert.DoesNotContain(tablet.Cookies["rollout-kiosk"], KioskOf(database).SecretHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kiosk_is_opened_by_the_lead_or_the_branchs_director_and_is_nothing_on_another_device()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (gent, breda) = (A.Branch(), A.Branch("Breda", "NL"));
        var (director, giver, els) = (A.Director(gent), AnInfosession.Facilitator(gent), A.Person(gent, "Els Peeters", email: null, number: "E0107"));
        var topic = AnInfosession.Topic();
        var (one, two) = (AnInfosession.Of(topic, gent, giver), AnInfosession.Of(topic, gent, giver, starts: AnInfosession.Tuesday.PlusDays(1)));
        database.Given(A.Rollout(), gent, breda, director, giver, els, topic, one, two);
        await using var app = await RunningApp.StartAsync(database);
        var tablet = app.Visitor(director);

        Assert.Equal(HttpStatusCode.NotFound, (await tablet.GetAsync($"/branches/{breda.Id}/kiosks")).Status);
        var me = SignedIn.As(database, director);
        await Refused.ByAsync(KioskRules.OfOwnBranch, () => new StartKiosk(database, me, new StoppedClock(A.Monday)).RunAsync(breda.Id, "Hall"));
        await Refused.ByAsync(KioskRules.OfOwnBranch, () => new CloseKiosk(database, me, new StoppedClock(A.Monday)).RunAsync(breda.Id, KioskId.New()));
        await tablet.SubmitAsync(await tablet.GetAsync($"/branches/{gent.Id}/kiosks"), "open", ("Name", "Hall"));

        var form = await tablet.GetAsync($"/kiosk/{one.Id}");
        Assert.Equal("/kiosk?done=Registered", (await tablet.SubmitAsync(form, "kiosk", ("Number", "E0107"), ("FamilyName", "Peeters"))).Location);

        // A seat elsewhere would be given up for it: whose places these are is not shown here.
        Refused.On(await tablet.SubmitAsync(await tablet.GetAsync($"/kiosk/{two.Id}"), "kiosk", ("Number", "E0107"), ("FamilyName", "Peeters")), KioskRules.NothingToDecide);

        tablet.Cookies["rollout-kiosk"] = "another";
        Assert.Equal(HttpStatusCode.NotFound, (await tablet.GetAsync($"/kiosk/{one.Id}")).Status);
        await using var scope = app.Services.CreateAsyncScope();
        await Refused.ByAsync(KioskRules.IsOpen, () => scope.ServiceProvider.GetRequiredService<SignUpAtKiosk>().RunAsync("another", one.Id, new SaidAtKiosk(null, "E0107", "Peeters"), false, "127.0.0.1"));
    }

    private static Kiosk KioskOf(TestDatabase database)
    {
        using var db = database.CreateDbContext();
        return Assert.Single(db.Set<Kiosk>());
    }

    private static string CodeOn(Page sheet) => Code().Match(sheet.Html).Groups[1].Value;

    [GeneratedRegex("<b class=\"nw code\">([^<]+)</b>")]
    private static partial Regex Code();
}
