using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Identity;

/// <summary>A company whose people sign in with its accounts: a real OpenID Connect server, and Rollout on both databases.</summary>
public sealed class ACompanyWithAccounts : IAsyncLifetime
{
    private readonly Dictionary<Database, (TestDatabase Database, RunningApp App)> _houses = [];

    internal CompanyProvider Provider { get; private set; } = null!;
    public Branch Gent { get; } = A.Branch();
    public Person Lead { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Provider = await CompanyProvider.StartAsync();
        Lead = A.Lead(Gent);
        foreach (var kind in Enum.GetValues<Database>())
        {
            var database = TestDatabase.On(kind);
            database.Given(A.Rollout(), Gent, Lead);
            var app = await RunningApp.StartAsync(database, new StoppedClock(RolloutProgram.Now), new Dictionary<string, string?>
            {
                ["OpenIdConnect:Authority"] = Provider.Authority.ToString(),
                ["OpenIdConnect:ClientId"] = CompanyProvider.ClientId,
                ["OpenIdConnect:ClientSecret"] = CompanyProvider.ClientSecret,
                ["OpenIdConnect:LeadRole"] = "rollout-lead",
                ["OpenIdConnect:FacilitatorRole"] = "rollout-facilitator",
            });
            _houses[kind] = (database, app);
        }
    }

    public TestDatabase DatabaseOf(Database kind) => _houses[kind].Database;

    public RunningApp AppOf(Database kind) => _houses[kind].App;

    public static Dictionary<string, string> Entra(string account, string name, string tenant = CompanyProvider.Tenant, string? role = null)
    {
        var claims = new Dictionary<string, string> { ["tid"] = tenant, ["oid"] = account, ["sub"] = "pairwise-" + account, ["preferred_username"] = name, ["ver"] = "2.0" };
        if (role is not null)
        {
            claims["roles"] = role;
        }

        return claims;
    }

    public Person Given(Database kind, string name, string? upn = null)
    {
        var person = A.Person(Gent, name);
        if (upn is not null)
        {
            person.NameAccount(upn);
        }

        DatabaseOf(kind).Given(person);
        return person;
    }

    public async Task<Page> SignInAsync(Visitor visitor, Dictionary<string, string> token, string to = "/")
    {
        Provider.Claims = token;
        return await visitor.GetAsync(await AskAsync(visitor, "/sign-in/account?to=" + Uri.EscapeDataString(to)));
    }

    // As a browser goes: to the service, and back with what it says.
    public async Task<string> AskAsync(Visitor visitor, string way = "/sign-in/account")
    {
        var there = await visitor.GetAsync(way);
        Assert.StartsWith(Provider.Authority + "/authorize", there.Location, StringComparison.Ordinal);
        Assert.Contains("code_challenge=", there.Location, StringComparison.Ordinal);
        var back = await ElsewhereAsync(there.Location!);
        Assert.True(back.IsRedirect, back.Text);
        return new Uri(back.Location!).PathAndQuery;
    }

    public Task<Page> ElsewhereAsync(string address) => new Visitor(new Uri(Provider.Authority.GetLeftPart(UriPartial.Authority))).GetAsync(new Uri(address).PathAndQuery);

    public async Task DisposeAsync()
    {
        foreach (var (database, app) in _houses.Values)
        {
            await app.DisposeAsync();
            await database.DisposeAsync();
        }

        await Provider.DisposeAsync();
    }
}
