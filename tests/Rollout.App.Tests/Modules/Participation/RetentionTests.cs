using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>How long what reports say is kept, and who reads it.</summary>
public sealed class RetentionTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Rows_about_nobody_go_after_30_days_evidence_after_90_or_with_the_person_sums_stay_and_each_reads_their_own_with_source_and_day(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (gent, clock) = (A.Branch(), new StoppedClock(A.Monday));
        var (lead, bas, gone) = (A.Lead(gent), A.Person(gent, "Bas de Groot"), A.Person(gent, "Mia Maes"));
        database.Given(A.Rollout(), gent, lead, bas, gone);
        await using var file = Files.Of(
            $"Report Refresh Date,User Principal Name,User State,Last Activity Date,Posted Count,Liked Count,Report Period\n2026-11-22,{bas.Email},Active,2026-11-21,3,0,30\n2026-11-22,nobody@voorbeeld.be,Active,2026-11-20,1,1,30\n2026-11-22,{gone.Email},Active,2026-11-20,1,1,30\n");
        await new ImportActivity(database, clock).RunAsync(file, preview: false);
        await using var app = await RunningApp.StartAsync(database, clock);
        async Task<(int Accounts, int Statements)> KeptAfterAsync(int days)
        {
            clock.Advance(Duration.FromDays(days));
            await app.Services.GetRequiredService<DeleteExpiredActivity>().RunAsync();
            await using var db = database.CreateDbContext();
            return (await db.PlatformAccounts.CountAsync(), await db.Statements.CountAsync());
        }

        Assert.Matches("22 Nov[a-z]* Viva Engage[^.]* 21 Nov[a-z]* No Yes", (await app.Visitor(bas).GetAsync("/my/privacy")).Text);
        Assert.DoesNotContain("Viva Engage", (await app.Visitor(lead).GetAsync("/my/privacy")).Text, StringComparison.Ordinal);

        await database.CreateDbContext().People.Where(p => p.Id == gone.Id).ExecuteDeleteAsync(); // her account with her, what reports said of it the next night
        Assert.Equal((2, 2), await KeptAfterAsync(28));
        Assert.Equal((1, 1), await KeptAfterAsync(4));
        Assert.Contains("Viva Engage", (await app.Visitor(bas).GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        Assert.Equal(0, (await KeptAfterAsync(60)).Statements);
        Assert.DoesNotContain("Viva Engage", (await app.Visitor(bas).GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        Assert.NotEmpty(database.CreateDbContext().ParticipationSums);
        Assert.Contains("30 days", (await app.Visitor(lead).GetAsync("/participation/works-council")).Text, StringComparison.OrdinalIgnoreCase);
    }
}
