using System.Net;
using NodaTime;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Branches;

public sealed class DaysOffTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_lead_adds_days_off_to_every_branch_with_the_same_holidays_and_removes_them_from_one(Database kind)
    {
        await using var database = TestDatabase.On(kind);
        var (gent, luik, utrecht) = (A.Branch(), A.Branch("Luik"), Branch.Open("Utrecht", "UTR", "NL", DateTimeZoneProviders.Tzdb["Europe/Amsterdam"], 3));
        var lead = A.Lead(gent);
        database.Given(A.Rollout(), gent, luik, utrecht);
        database.Given(lead);
        await using var app = await RunningApp.StartAsync(database);
        var visitor = app.Visitor(lead);
        var path = $"/branches/{gent.Id}/days-off";

        var page = await visitor.FollowAsync(await visitor.SubmitAsync(
            await visitor.GetAsync(path), "add", ("Kind", "Closed"), ("Called", "Kerstsluiting"), ("From", "2026-12-24"), ("Until", "2026-12-31"), ("Reach", "SameHolidays")));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Kerstsluiting", page.Text, StringComparison.Ordinal);
        Assert.Equal([1, 1, 0], Stored().Select(b => b.Periods.Count));
        Assert.Equal(new LocalDate(2026, 12, 23), Holidays.Of(Stored()[1].DaysOff).WorkingDayBefore(new LocalDate(2027, 1, 1)));

        page = await visitor.FollowAsync(await visitor.SubmitAsync(page, "remove-Closed-20261224-20261231-Kerstsluiting"));

        Assert.DoesNotContain("Kerstsluiting", page.Text, StringComparison.Ordinal);
        Assert.Equal([0, 1, 0], Stored().Select(b => b.Periods.Count));

        List<Branch> Stored()
        {
            using var db = database.CreateDbContext();
            return [.. new[] { gent, luik, utrecht }.Select(branch => db.Branches.Single(b => b.Id == branch.Id))];
        }
    }

    [Fact]
    public async Task Everything_wrong_with_days_off_is_said_at_once_and_what_was_typed_stays()
    {
        await using var given = await GivenAsync(A.Branch());

        var page = await given.Visitor.SubmitAsync(await given.Visitor.GetAsync(given.Path), "add", ("Kind", "SchoolHolidays"), ("Called", ""), ("From", "someday"), ("Until", "2026-12-31"));

        Assert.Contains("Give it a name of at most 60 characters.", page.Text, StringComparison.Ordinal);
        Assert.Contains("Fix 2 things", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"2026-12-31\"", page.Html, StringComparison.Ordinal);

        page = await given.Visitor.SubmitAsync(page, "add", ("Kind", "SchoolHolidays"), ("Called", "Kerst"), ("From", "2026-12-31"), ("Until", "2026-12-21"));
        Assert.Contains("at most 92 days in all", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_German_branch_chooses_its_Land()
    {
        var köln = Branch.Open("Köln", "KLN", "DE", DateTimeZoneProviders.Tzdb["Europe/Berlin"], 1);
        await using var given = await GivenAsync(köln);

        var page = await given.Visitor.GetAsync(given.Path);
        Assert.DoesNotContain("27 May 2027", page.Text, StringComparison.Ordinal);
        page = await given.Visitor.FollowAsync(await given.Visitor.SubmitAsync(page, "public", ("Chosen.Region", "NW")));

        Assert.Contains("Public holidays: North Rhine-Westphalia", page.Text, StringComparison.Ordinal);
        Assert.Contains("27 May 2027", page.Text, StringComparison.Ordinal); // Corpus Christi
        page = await given.Visitor.SubmitAsync(page, "public", ("Chosen.Region", "XX"));
        Assert.Contains("Choose a region of this country.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Dutch_branch_says_that_5_May_is_free_every_year()
    {
        await using var given = await GivenAsync(Branch.Open("Utrecht", "UTR", "NL", DateTimeZoneProviders.Tzdb["Europe/Amsterdam"], 1));

        var page = await given.Visitor.GetAsync(given.Path);
        Assert.DoesNotContain("5 May 2027", page.Text, StringComparison.Ordinal);
        page = await given.Visitor.FollowAsync(await given.Visitor.SubmitAsync(page, "public", ("Chosen.LiberationDay", "true")));

        Assert.Contains("5 May 2027", page.Text, StringComparison.Ordinal);
    }

    private static async Task<Given> GivenAsync(Branch branch)
    {
        var database = TestDatabase.On(Database.Sqlite);
        var lead = A.Lead(branch);
        database.Given(A.Rollout(), branch);
        database.Given(lead);
        var app = await RunningApp.StartAsync(database);
        return new Given(database, app, app.Visitor(lead), $"/branches/{branch.Id}/days-off");
    }

    private sealed record Given(TestDatabase Database, RunningApp App, Visitor Visitor, string Path) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await App.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
