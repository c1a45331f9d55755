using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Identity.Sessions;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.People;

namespace Rollout.Benchmarks;

/// <summary>
/// The lead's board of 5,000 ambassadors among 100,000 people, with 30,000 invitations and 25,000 credits, against a static page of the framework's template
/// that writes the same markup without queries or sign-in; against the house rules, a static page of the application behind the same sign-in; and the board
/// without its cache.
/// </summary>
public static class BoardBenchmark
{
    private const int People = 100_000;
    private const int Ambassadors = 5_000;
    private const int WarmingUp = 8;
    private const int Rounds = 7;
    private const int Each = 1_000;

    public static async Task RunAsync(TextWriter output)
    {
        await MeasureAsync(output, "SQLite", null);
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_POSTGRES") is { Length: > 0 } server)
        {
            await MeasureAsync(output, "PostgreSQL", server);
        }
        else
        {
            await output.WriteLineAsync("PostgreSQL: not measured, ROLLOUT_TEST_POSTGRES names no server");
        }
    }

    private static async Task MeasureAsync(TextWriter output, string name, string? server)
    {
        await using var host = await BenchHost.StartAsync(server);
        var cookie = await CookieOfAsync(host, await FillAsync(host));
        await using var template = await ListPageBenchmark.StartTemplateAsync();
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = ListPageBenchmark.AtOnce });
        var (board, same) = (new Uri(host.Address, "/ambassadors?page=50"), new Uri(new Uri(template.Urls.First()), "/same"));
        var (html, _) = await OpenAsync(http, board, cookie);
        var begin = html.IndexOf("<body", StringComparison.Ordinal);
        Template.Pages.Same.Markup = html[begin..html.IndexOf("</body>", StringComparison.Ordinal)];

        var (boards, statics, own, cold) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < WarmingUp + Rounds; round++)
        {
            await Task.Delay(TimeSpan.FromSeconds(2.2)); // The cache has expired by then.
            var (_, first) = await OpenAsync(http, board, cookie);
            var rules = await ListPageBenchmark.RateAsync(http, new Uri(host.Address, "/house-rules"), Each, cookie);
            var (plain, drawn) = (await ListPageBenchmark.RateAsync(http, same, Each), await ListPageBenchmark.RateAsync(http, board, Each, cookie));
            if (round >= WarmingUp)
            {
                own.Add(rules);
                statics.Add(plain);
                boards.Add(drawn);
                cold.Add(first.TotalMilliseconds);
            }
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: static page of the same {html.Length / 1024:N0} kB {ListPageBenchmark.Median(statics):N0}/s, board of {Ambassadors:N0} ambassadors {ListPageBenchmark.Median(boards):N0}/s, ratio {ListPageBenchmark.Median(boards) / ListPageBenchmark.Median(statics):0.00}; house rules signed in {ListPageBenchmark.Median(own):N0}/s, ratio {ListPageBenchmark.Median(boards) / ListPageBenchmark.Median(own):0.00}; opened with nothing remembered {ListPageBenchmark.Median(cold):N0} ms ({ListPageBenchmark.AtOnce} at once, median of {Rounds} rounds of {Each:N0})"));
    }

    internal static async Task<(string Html, TimeSpan Took)> OpenAsync(HttpClient http, Uri page, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, page);
        request.Headers.Add("Cookie", cookie);
        var watch = Stopwatch.StartNew();
        using var answer = await http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(), watch.Elapsed);
    }

    private static async Task<Person> FillAsync(BenchHost host)
    {
        var people = Enumerable.Range(0, People).Select(i => Person.Employ(host.Branch.Id, $"Jan{i % 977}", "", $"Nummer{i}", $"N{i}", $"p{i}@voorbeeld.be", null)).ToList();
        var today = host.Now.InZone(host.Branch.Zone).Date;
        var lead = people[^1];
        lead.Lead();
        var dice = new Random(1);
        var ambassadors = people.Take(Ambassadors)
            .Select((p, i) => Ambassador.Appoint(p.Id, 10, today.PlusDays(-20), today.PlusDays(25), $"N{i}-7K3M", today.PlusDays(-20), host.Now - Duration.FromDays(21))).ToList();
        var invited = people.Skip(Ambassadors).Take(30_000).Select((p, i) =>
        {
            var of = ambassadors[dice.Next(Ambassadors)];
            var at = host.Now - Duration.FromHours(dice.Next(1, 400));
            var invitation = Invitation.ByComing(of.Id, p.Id, InvitationChannel.Link, at);
            invitation.Accept(at);
            return (Invitation: invitation, Credit: i < 25_000 ? Credit.Due(p.Id, new AttributedCredit(of.Id, at, CreditEvidence.SignedIn, ProfileDefinition.BuiltIn), null) : null);
        }).ToList();
        await using var db = host.Open();
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var batch in people.Concat<object>(ambassadors).Concat(invited.Select(i => i.Invitation)).Concat(invited.Select(i => i.Credit).OfType<object>()).Chunk(5_000))
        {
            db.AddRange(batch);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        return lead;
    }

    internal static async Task<string> CookieOfAsync(BenchHost host, Person person)
    {
        var options = host.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SignInClaims.Scheme);
        var now = host.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var key = await host.Services.GetRequiredService<SessionStore>().BeginAsync(new Rollout.App.Identity.SignIn.SignInResult(person.Id, true, null), userAgent: null);
        var ticket = new AuthenticationTicket(SignInClaims.For(person.Id, proven: true, key), new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = now.AddDays(1) }, SignInClaims.Scheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }
}
