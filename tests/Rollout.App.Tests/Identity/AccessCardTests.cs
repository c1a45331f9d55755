using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity.AccessCards;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Organisation.People.One;
using Rollout.App.Shared;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>Codes on printed cards, for people without e-mail or account.</summary>
public sealed partial class AccessCardTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_card_is_printed_opens_the_site_and_is_dead_the_moment_it_is_revoked(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (lead, fitter) = (A.Lead(branch), A.Person(branch, "Rachid Amrani", email: null));
        fitter.SetLanguage("fr");
        database.Given(A.Rollout(), branch, lead, fitter);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var printer = app.Visitor(lead);

        var sheet = await printer.SubmitAsync(await printer.GetAsync($"/branches/{branch.Id}/cards"), "print", ("For", "missing"));
        Assert.Contains("Pour vous inscrire aux séances d’information de De Brug", sheet.Text, StringComparison.Ordinal);
        Assert.Contains("no-store", sheet.Headers["Cache-Control"], StringComparison.Ordinal);
        var code = Assert.Single(CodesOn(sheet));
        Assert.DoesNotContain(code, (await printer.GetAsync($"/branches/{branch.Id}/cards")).Html, StringComparison.Ordinal);
        Assert.Contains("Card printed on 23 November 2026 by Mirjam de Vries", (await printer.GetAsync($"/branches/{branch.Id}/cards")).Text, StringComparison.Ordinal);

        // The address of the QR code brings the code along and signs nobody in.
        var visitor = app.Visitor();
        var door = await visitor.GetAsync($"/sign-in/card?code={code.Replace(" ", "", StringComparison.Ordinal)}&to=/infosessions");
        Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
        Assert.Contains($"value=\"{code}\"", door.Html, StringComparison.Ordinal);
        var page = await visitor.SubmitAsync(door, "card", ("Code", code.ToLowerInvariant()));
        Assert.Equal("/infosessions", page.Location);
        Assert.Contains("<html lang=\"fr\"", (await visitor.GetAsync("/my/infosessions")).Html, StringComparison.Ordinal);

        page = await printer.SubmitAsync(await printer.GetAsync($"/branches/{branch.Id}/cards"), "one", ("One.Revoke", fitter.Id.ToString()));
        Assert.Contains("1 card no longer works", (await printer.FollowAsync(page)).Text, StringComparison.Ordinal);
        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/my/privacy")).Location, StringComparison.Ordinal);
        visitor = app.Visitor();
        Refused.On(await visitor.SubmitAsync(await visitor.GetAsync("/sign-in/card"), "card", ("Code", code)), AccessCardRules.CodeWorks);

        await using var db = database.CreateDbContext();
        var card = Assert.Single(db.AccessCards);
        Assert.Equal((lead.Id, A.Monday, null), (card.PrintedBy, card.PrintedAt, card.CodeHash));
    }

    [Fact]
    public async Task Whatever_someone_may_do_elsewhere_a_card_lets_them_do_what_any_employee_does()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, director) = (A.Lead(branch), A.Director(branch));
        database.Given(A.Rollout(), branch, lead, director);
        await using var app = await RunningApp.StartAsync(database, _clock);

        foreach (var who in (Person[])[lead, director])
        {
            var visitor = app.Visitor();
            await visitor.SubmitAsync(await visitor.GetAsync("/sign-in/card"), "card", ("Code", await PrintAsync(database, lead, who)));

            Assert.Contains(who.Name, (await visitor.GetAsync("/denied")).Text, StringComparison.Ordinal);
            foreach (var path in (string[])["/settings", "/people", "/my/deputies", "/participation", $"/branches/{branch.Id}/cards"])
            {
                Assert.StartsWith("/denied", (await visitor.GetAsync(path)).Location, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Another_card_a_leave_and_a_merge_end_the_card_and_coming_back_does_not_revive_it(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch();
        var (lead, fitter, twin) = (A.Lead(branch), A.Person(branch, "Rachid Amrani", email: null), A.Person(branch, "Rachid Amrani", email: null));
        database.Given(A.Rollout(), branch, lead, fitter, twin);
        await using var app = await RunningApp.StartAsync(database, _clock);
        await using var scope = app.Services.CreateAsyncScope();

        var (first, second, ofTwin) = (await PrintAsync(database, lead, fitter), await PrintAsync(database, lead, fitter), await PrintAsync(database, lead, twin));
        await Refused.ByAsync(AccessCardRules.CodeWorks, () => EnterAsync(database, first));
        Assert.Equal(fitter.Id, (await EnterAsync(database, second)).Person);

        await scope.ServiceProvider.GetRequiredService<MergePeople>().RunAsync(fitter.Id, twin.Id, (fitter.Version, twin.Version));
        await Refused.ByAsync(AccessCardRules.CodeWorks, () => EnterAsync(database, ofTwin));
        Assert.Equal(fitter.Id, (await EnterAsync(database, second)).Person);

        await scope.ServiceProvider.GetRequiredService<LeavePerson>().RunAsync(fitter.Id);
        await scope.ServiceProvider.GetRequiredService<RestorePerson>().RunAsync(fitter.Id);
        await Refused.ByAsync(AccessCardRules.CodeWorks, () => EnterAsync(database, second));
    }

    [Fact]
    public async Task A_director_prints_for_their_own_branch_and_finds_no_page_of_another()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var (branch, other) = (A.Branch(), A.Branch("Breda", "NL"));
        var (director, theirs) = (A.Director(branch), A.Person(other, "Tijs Smit", email: null));
        database.Given(A.Rollout(), branch, other, director, theirs);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(director);

        Assert.Equal($"/branches/{branch.Id}/cards", (await visitor.GetAsync("/my/cards")).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/branches/{other.Id}/cards")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/branches/{other.Id}/without-mail")).Status);
        Assert.Contains("Everyone in Gent has an e-mail address", (await visitor.GetAsync($"/branches/{branch.Id}/without-mail")).Text, StringComparison.Ordinal);
        database.Given(A.Person(branch, "Rachid Zonder", email: null));
        var toTell = await visitor.GetAsync($"/branches/{branch.Id}/without-mail");
        Assert.Contains("One colleague in Gent gets no mail", toTell.Text, StringComparison.Ordinal);
        Assert.Contains("Rachid Zonder", toTell.Text, StringComparison.Ordinal);
        var own = await visitor.GetAsync($"/branches/{branch.Id}/cards");
        await Refused.ByAsync(AccessCardRules.OfOwnBranch, () => PrintAsync(database, director, theirs));
        await Refused.ByAsync(AccessCardRules.OfOwnBranch, () => new RevokeAccessCards(database, SignedIn.As(database, director), _clock).RunAsync(other.Id, null));
        Refused.On(await visitor.SubmitAsync(own, "one", ("One.Print", theirs.Id.ToString())), AccessCardRules.ForSomeone);
    }

    [Fact]
    public async Task Guessing_is_stopped_for_a_network_and_keeps_nobody_from_signing_in_another_way()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        var branch = A.Branch();
        var (lead, fitter) = (A.Lead(branch), A.Person(branch, "Rachid Amrani", email: null));
        database.Given(A.Rollout(), branch, lead, fitter);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var code = await PrintAsync(database, lead, fitter);
        var visitor = app.Visitor();
        Refused.On(await visitor.SubmitAsync(await visitor.GetAsync("/sign-in/card"), "card", ("Code", "K7QX49TM3HRN")), AccessCardRules.CodeWorks);
        database.Given([.. Enumerable.Range(0, 299).Select(i => new FailedSignIn { Kind = GuessKind.Card, About = $"{i}", From = "127.0.0.1", At = A.Monday })]);

        Refused.On(await visitor.SubmitAsync(await visitor.GetAsync("/sign-in/card"), "card", ("Code", code)), SignInRules.NotTooOften, 60);
        await SigningIn.AskAsync(visitor, lead.Email!);
    }

    private Task<SignInResult> EnterAsync(TestDatabase database, string code) => new SignInWithCard(database, _clock).RunAsync(code, "127.0.0.1");

    private async Task<string> PrintAsync(TestDatabase database, Person by, Person of)
    {
        var print = new PrintAccessCards(database, SignedIn.As(database, by), new RolloutSettingsCache(database, ACache.New()), _clock);
        return Assert.Single(await print.RunAsync(of.Branch, of.Id, anew: true)).Code;
    }

    private static IEnumerable<string> CodesOn(Page sheet) => Code().Matches(sheet.Html).Select(m => m.Groups[1].Value);

    [GeneratedRegex("<b class=\"nw code\">([^<]+)</b>")]
    private static partial Regex Code();
}
