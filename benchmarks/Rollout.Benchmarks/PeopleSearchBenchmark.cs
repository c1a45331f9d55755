using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Organisation.Import;

namespace Rollout.Benchmarks;

/// <summary>The lead's page of people with a search, of 100,000 people and of 1,000, each in an application of its own, asked in turn.</summary>
public static class PeopleSearchBenchmark
{
    private const int Few = 1_000;
    private const int Many = 100_000;
    private const int WarmingUp = 5;
    private const int Rounds = 15;
    private static readonly string[] Asked = ["/people", "/people?q=berg", "/people?q=sanne+berg", "/people?q=p77%40voorbeeld.be", "/people?q=nobody"];

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
        await using var few = await BenchHost.StartAsync(server);
        await using var many = await BenchHost.StartAsync(server);
        var (fewCookie, manyCookie) = (await FillAsync(few, Few), await FillAsync(many, Many));
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        foreach (var path in Asked)
        {
            var (ofFew, ofMany) = (new List<double>(), new List<double>());
            for (var round = 0; round < WarmingUp + Rounds; round++)
            {
                var (_, first) = await BoardBenchmark.OpenAsync(http, new Uri(few.Address, path), fewCookie);
                var (_, second) = await BoardBenchmark.OpenAsync(http, new Uri(many.Address, path), manyCookie);
                if (round >= WarmingUp)
                {
                    ofFew.Add(first.TotalMilliseconds);
                    ofMany.Add(second.TotalMilliseconds);
                }
            }

            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, {path}: {Few:N0} people {ListPageBenchmark.Median(ofFew):0.0} ms, {Many:N0} people {ListPageBenchmark.Median(ofMany):0.0} ms, ratio {ListPageBenchmark.Median(ofMany) / ListPageBenchmark.Median(ofFew):0.00} (median of {Rounds})"));
        }
    }

    private static async Task<string> FillAsync(BenchHost host, int people)
    {
        string[] given = ["Sanne", "Bas", "Zoë", "Mirjam", "Joost", "An", "Luc", "Fatima", "Noor", "Jan"];
        string[] family = ["Berg", "Linden", "Vries", "Maes", "Peeters", "Jansen", "Smit", "Bakker", "Visser", "Mulder", "Dubois", "Claes"];
        var text = new StringBuilder("Personeelsnummer;Voornaam;Tussenvoegsel;Achternaam;E-mailadres;Filiaal\n");
        for (var i = 1; i <= people; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i:0000000};{given[i % given.Length]};{(i % 3 == 0 ? "van den" : "")};{family[i % family.Length]}{i % 977};p{i}@voorbeeld.be;Gent\n");
        }

        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ImportPeople>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), preview: false);
        await using var db = host.Open();
        if (host.Postgres is not null)
        {
            await db.Database.ExecuteSqlRawAsync("ANALYZE people");
        }

        var lead = await db.People.OrderBy(p => p.Id).FirstAsync(p => p.Email == "p1@voorbeeld.be");
        lead.Lead();
        await db.SaveChangesAsync();
        return await BoardBenchmark.CookieOfAsync(host, lead);
    }
}
