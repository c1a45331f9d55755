using System.Diagnostics;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity.CompanyAccounts;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>Signing in with the company's account.</summary>
public sealed class CompanyAccountTests(ACompanyWithAccounts company) : IClassFixture<ACompanyWithAccounts>
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_is_found_by_their_address_once_and_stays_themselves_when_it_changes(Database kind)
    {
        var marijke = company.Given(kind, "Marijke Oosterveld");
        var account = Guid.CreateVersion7().ToString();
        var visitor = company.AppOf(kind).Visitor();

        var back = await company.SignInAsync(visitor, ACompanyWithAccounts.Entra(account, marijke.Email!), to: "/my/privacy");
        Assert.Equal("/my/privacy", back.Location);
        Assert.Contains("Marijke", (await visitor.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);

        var later = company.AppOf(kind).Visitor();
        Assert.Equal("/", (await company.SignInAsync(later, ACompanyWithAccounts.Entra(account, "m.bosch@maes.be"))).Location);
        await using var db = company.DatabaseOf(kind).CreateDbContext();
        Assert.Equal(marijke.Id, (await db.CompanyAccounts.SingleAsync(a => a.Subject.EndsWith(account))).Person);
        Assert.Equal(2, await db.SignInSessions.CountAsync(s => s.Person == marijke.Id && s.IsVerified));
    }

    [Fact]
    public async Task An_account_is_shown_to_its_owner_and_untied_by_the_lead_which_ends_their_sessions()
    {
        var bram = company.Given(Database.Sqlite, "Bram Bakker", upn: "bbakker@maes.onmicrosoft.com");
        var (visitor, lead) = (company.AppOf(Database.Sqlite).Visitor(), company.AppOf(Database.Sqlite).Visitor(company.Lead));
        await company.SignInAsync(visitor, ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), bram.Email!));
        var mine = await visitor.GetAsync("/my/privacy");
        Assert.Contains("Company account for signing in", mine.Text, StringComparison.Ordinal);
        Assert.Contains("bbakker@maes.onmicrosoft.com", mine.Text, StringComparison.Ordinal);

        var page = await lead.GetAsync($"/people/{bram.Id}");
        var issuer = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page.Html, "name=\"Untie.Issuer\" value=\"([^\"]+)\"").Groups[1].Value);
        await lead.SubmitAsync(page, "untie", ("Untie.Issuer", issuer));

        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/my/privacy")).Location, StringComparison.Ordinal);
        await using var db = company.DatabaseOf(Database.Sqlite).CreateDbContext();
        Assert.False(await db.CompanyAccounts.AnyAsync(a => a.Person == bram.Id));

        // The check asks the service for its description, and says where the settings come from, not what they are.
        var check = await lead.GetAsync("/check");
        Assert.Contains("Sign-in service", check.Text, StringComparison.Ordinal);
        Assert.Contains("OpenIdConnect:ClientSecret (start of the program)", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(CompanyProvider.ClientSecret, check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_and_an_account_name_of_one_person_are_one_person()
    {
        var person = company.Given(Database.Sqlite, "Youssef Amrani", upn: "yamrani@maes.onmicrosoft.com");
        var token = ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), "yamrani@maes.onmicrosoft.com");
        token["email"] = person.Email!.ToUpperInvariant();

        Assert.Equal("/", (await company.SignInAsync(company.AppOf(Database.Sqlite).Visitor(), token)).Location);
        Assert.Equal(person.Id, Tied(token));
    }

    [Fact]
    public async Task Who_is_not_ours_unknown_gone_two_people_or_tied_already_is_told_so_and_not_let_in()
    {
        const Database kind = Database.Sqlite;
        var (jan, an, gone) = (company.Given(kind, "Jan Jansen"), company.Given(kind, "An Andries"), company.Given(kind, "Gerd Gegaan"));

        await RefusedAsync(CompanyAccountRules.IsOfThisCompany, ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), jan.Email!, tenant: "99999999-2222-4333-8444-555555555555"));
        await RefusedAsync(CompanyAccountRules.IsKnown, ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), "nobody@maes.be"));
        await RefusedAsync(CompanyAccountRules.IsKnown, new() { ["sub"] = "1", ["email"] = jan.Email!, ["email_verified"] = "false" });
        await RefusedAsync(CompanyAccountRules.IsKnown, new() { ["sub"] = "2", ["preferred_username"] = jan.Email! }); // outside Entra ID anyone may call themselves so
        var two = ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), jan.Email!);
        two["email"] = an.Email!;
        await RefusedAsync(CompanyAccountRules.IsOnePersons, two);

        var tied = ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), gone.Email!);
        await company.SignInAsync(company.AppOf(kind).Visitor(), tied);
        await RefusedAsync(CompanyAccountRules.IsTheirOnly, ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), gone.Email!));
        await using (var db = company.DatabaseOf(kind).CreateDbContext())
        {
            await db.People.Where(p => p.Id == gone.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Active, false));
        }

        await RefusedAsync(CompanyAccountRules.WorksHere, tied);
    }

    [Fact]
    public async Task Roles_follow_the_claim_and_a_token_without_it_takes_none_away()
    {
        const Database kind = Database.Sqlite;
        var person = company.Given(kind, "Fatima Facil");
        var account = Guid.CreateVersion7().ToString();

        await company.SignInAsync(company.AppOf(kind).Visitor(), ACompanyWithAccounts.Entra(account, person.Email!, role: "rollout-facilitator"));
        Assert.Equal((false, true), RolesOf(person));
        var overage = ACompanyWithAccounts.Entra(account, person.Email!);
        overage["_claim_names"] = """{"groups":"src1"}""";
        await company.SignInAsync(company.AppOf(kind).Visitor(), overage);
        Assert.Equal((false, true), RolesOf(person));
        await company.SignInAsync(company.AppOf(kind).Visitor(), ACompanyWithAccounts.Entra(account, person.Email!, role: "something-else"));
        Assert.Equal((false, false), RolesOf(person));

        var onlyLead = Guid.CreateVersion7().ToString();
        Assert.Equal("/", (await company.SignInAsync(company.AppOf(kind).Visitor(), ACompanyWithAccounts.Entra(onlyLead, company.Lead.Email!, role: "something-else"))).Location);
        Assert.True(RolesOf(company.Lead).IsLead); // someone always leads
    }

    [Fact]
    public async Task What_comes_back_late_twice_elsewhere_or_from_a_bookmark_is_a_page_with_a_way_on()
    {
        var person = company.Given(Database.Sqlite, "Lotte Laat");
        var app = company.AppOf(Database.Sqlite);
        company.Provider.Claims = ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), person.Email!);
        var visitor = app.Visitor();
        var callback = await company.AskAsync(visitor);
        var refused = "/sign-in/account/refused?why=" + CompanyAccountRules.ComesFromHere.Code;

        Assert.Equal(refused, (await app.Visitor().GetAsync("/sign-in/account/callback")).Location);
        Assert.Equal(refused, (await app.Visitor().GetAsync(callback)).Location);
        var nonces = visitor.Cookies.Where(c => c.Key.Contains("Nonce", StringComparison.Ordinal)).ToList();
        Assert.Single(nonces);
        visitor.Cookies.Remove(nonces[0].Key);
        Assert.Equal(refused, (await visitor.GetAsync(callback)).Location);
        Assert.Equal(refused, (await visitor.GetAsync(callback)).Location);

        var page = await visitor.GetAsync(refused);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Nothing happened: try again", page.Text, StringComparison.Ordinal);
        Assert.Equal("/", (await visitor.GetAsync(await company.AskAsync(visitor, page.LinkTo("/sign-in/account")))).Location);
    }

    [Fact]
    public async Task Other_keys_of_the_service_are_learned_when_one_is_met()
    {
        var person = company.Given(Database.Sqlite, "Karim Keys");
        var token = ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), person.Email!);
        await company.SignInAsync(company.AppOf(Database.Sqlite).Visitor(), token);

        company.Provider.RotateKeys();

        // The framework asks for the keys once it meets one it does not know, and refuses the sign-in that brought it: who came first presses "Try again".
        var (visitor, patience) = (company.AppOf(Database.Sqlite).Visitor(), Stopwatch.StartNew());
        while (await company.SignInAsync(visitor, token) is { Location: not "/" } refused)
        {
            Assert.Equal("/sign-in/account/refused?why=" + CompanyAccountRules.ComesFromHere.Code, refused.Location);
            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(20), "The new keys are not learned.");
        }
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_says_that_it_is_open_there_and_how_to_end_that_too()
    {
        var person = company.Given(Database.Sqlite, "Sara Sortie");
        var visitor = company.AppOf(Database.Sqlite).Visitor();
        await company.SignInAsync(visitor, ACompanyWithAccounts.Entra(Guid.CreateVersion7().ToString(), person.Email!));
        var cookie = visitor.Cookies["rollout"];

        var left = await visitor.SubmitAsync(await visitor.GetAsync("/my/privacy"), "/sign-out");

        var page = await visitor.GetAsync(left.Location!);
        Assert.Contains("still signed in on this device", page.Text, StringComparison.Ordinal);
        visitor.Cookies["rollout"] = cookie;
        Assert.StartsWith("/sign-in", (await visitor.GetAsync("/my/privacy")).Location, StringComparison.Ordinal);
        var there = await visitor.GetAsync(page.LinkTo("/sign-in/account/out"));
        Assert.StartsWith(company.Provider.Authority + "/logout", there.Location, StringComparison.Ordinal);
        var back = new Uri((await company.ElsewhereAsync(there.Location!)).Location!);
        Assert.Equal("/sign-in", (await visitor.GetAsync(back.PathAndQuery)).Location);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_is_said_and_the_code_by_mail_still_works()
    {
        await using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout(), company.Gent);
        await using var app = await RunningApp.StartAsync(database, settings: new Dictionary<string, string?>
        {
            ["OpenIdConnect:Authority"] = $"http://127.0.0.1:{PostgresServer.FreePort()}", ["OpenIdConnect:ClientId"] = "rollout", ["OpenIdConnect:Name"] = "Maes",
        });
        var visitor = app.Visitor();

        var page = await visitor.GetAsync("/sign-in");
        Assert.Contains("Sign in with your Maes account", page.Text, StringComparison.Ordinal);
        var refused = await visitor.FollowAsync(await visitor.GetAsync(page.LinkTo("/sign-in/account")));
        Assert.Contains("does not answer", refused.Text, StringComparison.Ordinal);
        Assert.Equal("/sign-in/account/refused?why=" + CompanyAccountRules.ServiceAnswers.Code, refused.Path);
    }

    [Theory]
    [InlineData("https://login.example/common/v2.0", "rollout", "every tenant")]
    [InlineData("https://login.example/organizations/v2.0", "rollout", "every tenant")]
    [InlineData("http://login.example/1", "rollout", "https")]
    [InlineData("https://login.example/1", "", "ClientId")]
    public void A_setting_that_would_let_others_in_or_nobody_is_refused_at_the_start(string authority, string client, string says) =>
        Assert.Contains(says, new CompanyAccountSettings { Authority = new Uri(authority), ClientId = client }.Trouble, StringComparison.Ordinal);

    private PersonId Tied(Dictionary<string, string> token)
    {
        using var db = company.DatabaseOf(Database.Sqlite).CreateDbContext();
        return db.CompanyAccounts.Single(a => a.Subject == $"{token["tid"]}/{token["oid"]}").Person;
    }

    private (bool IsLead, bool IsFacilitator) RolesOf(Person person)
    {
        using var db = company.DatabaseOf(Database.Sqlite).CreateDbContext();
        var now = db.People.Single(p => p.Id == person.Id);
        return (now.IsLead, now.IsFacilitator);
    }

    private async Task RefusedAsync(Domain.SharedKernel.Rule rule, Dictionary<string, string> token)
    {
        var visitor = company.AppOf(Database.Sqlite).Visitor();
        var back = await company.SignInAsync(visitor, token);
        Assert.Equal("/sign-in/account/refused?why=" + rule.Code, back.Location);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(back.Location!)).Status);
        Assert.DoesNotContain("rollout", visitor.Cookies.Keys);
    }
}
