using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.Domain.Participation;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Everyone can read what is measured, generated from the settings, in three languages.</summary>
public sealed class WorksCouncilTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Everyone_reads_in_their_language_what_is_measured_for_how_long_and_that_deletion_runs(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var branch = A.Branch("Gent");
        var (lead, colleague) = (A.Lead(branch), A.Person(branch, "Bas de Groot"));
        database.Given(A.Rollout(), branch, lead, colleague);
        var report = ActivityReport.Of("viva-engage", A.Today.PlusDays(-85), 7);
        report.Take(ReportSays.Active, "", A.Monday);
        var account = PlatformAccount.Named("bas@voorbeeld.be");
        account.BelongsTo(colleague.Id);
        var clock = new StoppedClock(A.Monday);
        await using var app = await RunningApp.StartAsync(database, clock);
        database.Given(report, account, new Statement(report.Id, account.Id, A.Today.PlusDays(-86), Reacted: false, Posted: false, Closed: false));
        var visitor = app.Visitor(colleague);

        Assert.Contains("Viva Engage: Active. Newest report: 30 August 2026.", (await visitor.GetAsync("/participation/works-council")).Text, StringComparison.Ordinal);
        clock.Advance(Duration.FromDays(10));
        await app.Services.GetRequiredService<DeleteExpiredActivity>().RunAsync();

        var after = await visitor.GetAsync("/participation/works-council");
        Assert.Contains("No report has been loaded yet.", after.Text, StringComparison.Ordinal); // older than 90 days
        Assert.Contains("last on Thursday 3 December, 10:00", after.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("rows deleted in the last 30 days: 1", after.Text, StringComparison.Ordinal);
        foreach (var (language, heading) in new[] { ("nl", "Wat er gemeten wordt van het gebruik van De Brug, en wat niet"), ("fr", "Ce qui est mesuré de l’usage de De Brug, et ce qui ne l’est pas") })
        {
            visitor.Cookies.Remove("lang");
            visitor.Language = language;
            var page = await visitor.GetAsync("/participation/works-council");
            Assert.Equal((HttpStatusCode.OK, heading), (page.Status, page.Heading));
        }
    }
}
