using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Organisation.People;
using Rollout.App.Modules.Organisation.People.One;
using Rollout.App.Persistence;
using Rollout.App.Tests.Modules.Api;
using Rollout.Domain.Access;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.People;

/// <summary>Who left is forgotten after the set time, and every figure is what it was.</summary>
public sealed class AnonymiseLeaversTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_left_a_year_ago_is_nobody_any_more_and_no_figure_changes(Database kind)
    {
        await using var api = await AnApi.StartAsync(kind);
        var job = api.App.Services.GetRequiredService<AnonymiseLeavers>();
        api.BasAccepts();
        await api.SendAsync("PUT", $"infosessions/{api.Session.Id}/registrations/{api.Bas.Id}");
        await api.SendAsync("PUT", $"people/{api.Bas.Id}/profile", body: new JsonObject());
        api.Database.Given(Passkey.Add(api.Bas.Id, "The phone of Bas", "id", [], 0, A.Monday));
        api.Clock.Advance(Duration.FromDays(14));
        await LeaveAsync(api, api.Bas);
        await LeaveAsync(api, api.Sanne);
        await job.RunAsync();

        // Whoever comes back within the time begins anew when they leave again.
        api.Clock.Advance(Duration.FromDays(200));
        await RestoreAsync(api, api.Sanne);
        await job.RunAsync();
        api.Clock.Advance(Duration.FromDays(170));
        var before = await FiguresAsync(api);
        await job.RunAsync();

        Assert.Equal(before, await FiguresAsync(api));
        await using var db = api.Database.CreateDbContext();
        var bas = await db.People.SingleAsync(p => p.Id == api.Bas.Id);
        Assert.Equal((Person.Nameless, null, null, api.Clock.Now), (bas.Name, bas.Email, bas.PersonnelNumber, bas.AnonymisedAt));
        Assert.Equal("Sanne de Bruijn", (await db.People.SingleAsync(p => p.Id == api.Sanne.Id)).Name);
        Assert.Empty(await WhereStandsAsync(db, "loon", api.Bas.Id));
        Assert.Empty(await WhereStandsAsync(db, api.Bas.Email!, api.Bas.Id));
        Assert.Empty(await WhereStandsAsync(db, "phone of bas", api.Bas.Id));

        // Nobody finds them, and nobody makes them come back.
        var lead = api.App.Visitor(api.Lead);
        Assert.DoesNotContain(api.Bas.Id.ToString(), (await lead.GetAsync("/people?left=on")).Html, StringComparison.Ordinal);
        await Refused.ByAsync(PersonRules.IsStillNamed, () => RestoreAsync(api, api.Bas));
        Assert.Equal(HttpStatusCode.OK, (await lead.GetAsync($"/people/{api.Bas.Id}")).Status);
        Assert.Contains("12 months, then name, keys, mails", (await lead.GetAsync("/participation/works-council")).Text, StringComparison.Ordinal);
        Refused.By(PersonRules.HasLeft, () => api.Sanne.Anonymise(A.Monday));
    }

    /// <summary>What counts: attendance and the ambassadors, as their files say at this instant, and the rows behind them.</summary>
    private static async Task<string> FiguresAsync(AnApi api)
    {
        var lead = api.App.Visitor(api.Lead);
        await using var db = api.Database.CreateDbContext();
        return string.Join('\n', (await lead.GetAsync("/infosessions/figures.csv")).Html, (await lead.GetAsync("/ambassadors.csv")).Html, await db.Registrations.CountAsync(), await db.Credits.CountAsync(), await db.ProfileEvidence.CountAsync(), await db.Outbox.CountAsync());
    }

    /// <summary>The columns of text in which something stands, but for messages to others.</summary>
    private static async Task<IReadOnlyList<string>> WhereStandsAsync(RolloutDb db, string text, PersonId person)
    {
        var found = new List<string>();
        foreach (var (table, column) in db.Model.GetEntityTypes().SelectMany(t => t.GetProperties().Where(p => p.GetProviderClrType() == typeof(string) || p.ClrType == typeof(string)).Select(p => (t.GetTableName(), p.GetColumnName()))).Distinct())
        {
            var others = table == "outbox" ? $" AND person = '{(db.IsSqlite ? person.Value.ToString().ToUpperInvariant() : person.Value)}'" : "";
            var sql = $"SELECT count(*) AS \"Value\" FROM \"{table}\" WHERE lower(CAST(\"{column}\" AS text)) LIKE '%{text.ToLowerInvariant()}%'{others}";
            if (table is not null && await db.Database.SqlQueryRaw<int>(sql).SingleAsync() > 0)
            {
                found.Add($"{table}.{column}");
            }
        }

        return found;
    }

    private static async Task LeaveAsync(AnApi api, Person person)
    {
        await using var scope = api.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<LeavePerson>().RunAsync(person.Id);
    }

    private static async Task RestoreAsync(AnApi api, Person person)
    {
        await using var scope = api.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<RestorePerson>().RunAsync(person.Id);
    }
}
