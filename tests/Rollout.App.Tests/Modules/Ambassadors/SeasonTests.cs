using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors;
using Rollout.App.Modules.Ambassadors.Colleagues;
using Rollout.App.Modules.Ambassadors.Invitations;
using Rollout.App.Modules.Ambassadors.Seasons;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>A season is closed and another opened; the past does not change.</summary>
public sealed class SeasonTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_closed_season_stays_readable_and_the_next_begins_at_nothing_with_the_same_links(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var (priya, gone) = (A.Person(the.Gent, "Priya Ramdin"), the.Another());
        the.Database.Given(priya);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await the.StepDownAsync(the.Lead, gone.Id);
        the.Clock.Advance(Duration.FromDays(1));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        var refused = await lead.SubmitAsync(await lead.GetAsync("/ambassadors/seasons"), "close");
        Refused.On(refused, SeasonRules.ClosingIsMeant);
        Assert.Empty(the.Database.CreateDbContext().Seasons);
        var closed = await lead.FollowAsync(await lead.SubmitAsync(await lead.GetAsync("/ambassadors/seasons"), "close", ("Close.Sure", "true")));
        Assert.Contains("1 of 10 colleagues", closed.Text, StringComparison.Ordinal);
        Assert.Equal(InvitationViewState.Counted, await the.StandAsync(the.Sanne.Code, the.Bas));
        Assert.Equal(InvitationViewState.Ended, await the.StandAsync(the.Sanne.Code, priya));
        await Refused.ByAsync(SeasonRules.HasAmbassadors, () => new CloseSeason(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock).RunAsync(meant: true));

        await lead.SubmitAsync(await lead.GetAsync("/ambassadors/seasons"), "open", ("Quota", "4"), ("From", "2026-11-24"), ("Until", "2027-01-31"));
        the.Clock.Advance(Duration.FromDays(1));
        Assert.Empty((await MineAsync(the)).Colleagues); // colleagues who count in the closed season are neither on the way nor to be asked
        Assert.Empty((await new FindColleaguesToAsk(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Clock).RunAsync("bas")).Found!);
        Assert.Equal(0, (await BoardAsync(the)).OnTheWay);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await the.AcceptAsync(the.Sanne.Code, priya);
        Assert.Equal((1, "Priya Ramdin"), ((await BoardAsync(the)).OnTheWay, Assert.Single((await MineAsync(the)).Colleagues).Name));
        await the.ConfirmAsync(the.Sanne.Code, priya);

        await using var db = the.Database.CreateDbContext();
        Assert.Equal(priya.Id, (await db.Credits.SingleAsync()).Colleague);
        Assert.Equal((2, 1), (await db.Credits.WithClosedSeasons().CountAsync(), await db.Credits.WithClosedSeasons().CountAsync(c => c.Season == 1)));
        Assert.Equal([(the.Sanne.Id, 4)], (await db.Ambassadors.Where(a => a.SteppedDownAt == null).ToListAsync()).Select(a => (a.Id, a.Quota)));
        Assert.Contains("1 of 10 colleagues", (await lead.GetAsync("/ambassadors/seasons/1")).Text, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await lead.GetAsync("/ambassadors/seasons/7")).Status);
        await Refused.ByAsync(SeasonRules.ClosedFirst, () =>
            new OpenSeason(the.Database, SignedIn.As(the.Database, the.Lead), the.RolloutSettingsCache, the.Letters, the.Clock).RunAsync(5, TheAmbassadors.First, TheAmbassadors.Last));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Ambassadors_and_credits_are_taken_along_as_csv_and_json_by_the_lead_alone(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        await the.AcceptAsync(the.Sanne.Code, the.Bas);
        await the.ConfirmAsync(the.Sanne.Code, the.Bas);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        Assert.Contains($"\"Sanne de Bruijn\";\"{the.SannesPerson.Email}\";\"Gent\";\"\";\"10\";\"2026-11-02\";\"2026-12-07\";\"1\";\"0\";\"1\"", (await lead.GetAsync("/ambassadors/ambassadors.csv")).Html, StringComparison.Ordinal);
        Assert.Contains("\"Sanne de Bruijn\";\"Sanne de Bruijn\";\"Bas van Loon\";\"Gent\";\"2026-11-23T09:00:00Z\";\"MatchingFacts\";\"1\";\"yes\"", (await lead.GetAsync("/ambassadors/credits.csv")).Html, StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse((await lead.GetAsync("/ambassadors/ambassadors.json")).Html).RootElement[0].GetProperty("done").GetInt32());
        Assert.Equal("MatchingFacts", JsonDocument.Parse((await lead.GetAsync("/ambassadors/credits.json")).Html).RootElement[0].GetProperty("evidence").GetString());
        Assert.Equal(0, JsonDocument.Parse((await lead.GetAsync("/ambassadors/credits.json?season=3")).Html).RootElement.GetArrayLength());
        foreach (var path in new[] { "/ambassadors/ambassadors.csv", "/ambassadors/credits.csv", "/ambassadors/ambassadors.json", "/ambassadors/credits.json", "/ambassadors/seasons", "/ambassadors/reviews" })
        {
            Assert.StartsWith("/denied", (await app.Visitor(the.SannesPerson).GetAsync(path)).Location, StringComparison.Ordinal);
        }
    }

    private static Task<MyColleagues> MineAsync(TheAmbassadors the) => new FindMyColleagues(the.Database, SignedIn.As(the.Database, the.SannesPerson), the.Pool, the.Clock).RunAsync();

    private static async Task<AmbassadorRow> BoardAsync(TheAmbassadors the) =>
        Assert.Single((await new ListAmbassadors(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock).RunAsync(new AmbassadorBoardFilter(null, AmbassadorBoardScope.All, null, 1))).Rows);
}
