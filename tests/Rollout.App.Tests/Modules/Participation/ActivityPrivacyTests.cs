using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Participation;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>Only the person can see what they do on the platform, unless they share that they are active; and then nothing more.</summary>
public sealed class ActivityPrivacyTests
{
    private static readonly LocalDate Week = new(2026, 11, 16);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Lead_and_director_read_of_activity_only_what_the_person_lets_be_told_and_never_how_much(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var director = the.ADirector();
        the.Database.Given(Active(the.Bas, 2));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var (bas, lead) = (app.Visitor(the.Bas), app.Visitor(the.Lead));

        Assert.Empty(await the.SuggestAsync(the.Lead, null));
        Assert.DoesNotContain("active on the platform in recent weeks", (await lead.GetAsync($"/ambassadors/coverage?branch={the.Gent.Code}&name=bas")).Text, StringComparison.Ordinal);
        Assert.Contains("You know your way around De Brug", (await bas.GetAsync("/")).Text, StringComparison.Ordinal);
        var mine = await bas.GetAsync("/my/privacy");
        Assert.Contains("Last seen active on 18 November 2026", mine.Text, StringComparison.Ordinal);

        await bas.SubmitAsync(mine, "/my/privacy/activity", ("tell", "yes"));
        foreach (var who in new[] { the.Lead, director })
        {
            var suggestion = Assert.Single(await the.SuggestAsync(who, null));
            Assert.Equal([SuggestionReason.ActiveOnPlatform], suggestion.Evidence.Reasons);
            var page = (await app.Visitor(who).GetAsync($"/ambassadors/coverage?branch={the.Gent.Code}")).Text;
            Assert.Contains("active on the platform in recent weeks, and lets you know", page, StringComparison.Ordinal);
            Assert.DoesNotContain("18 November", page, StringComparison.Ordinal);
        }

        await bas.SubmitAsync(await bas.GetAsync("/my/privacy"), "/my/privacy/activity", ("tell", "no"));
        Assert.Empty(await the.SuggestAsync(the.Lead, null));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Whoever_is_active_goes_first_and_once_or_long_ago_or_a_closed_account_is_no_reason(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        var people = new[] { "Ilse Active", "Kim Once", "Lou Closed", "Max Longago", "Nel Yes" }.Select(name => A.Person(the.Gent, name)).ToList();
        the.Database.Given([.. people]);
        the.Database.Given(Active(people[0], 2, told: true));
        the.Database.Given(Active(people[1], 1, told: true));
        the.Database.Given(Active(people[2], 3, told: true, closed: true));
        the.Database.Given([.. Active(people[3], 0, told: true), new ActiveWeek(people[3].Id, Week.PlusWeeks(-4)), new ActiveWeek(people[3].Id, Week.PlusWeeks(-5))]);
        await the.AcceptAsync(the.Sanne.Code, people[4]);

        Assert.Equal(["Ilse Active", "Nel Yes"], (await the.SuggestAsync(the.Lead, null)).Select(s => s.Name));
    }

    [Fact]
    public async Task Who_only_said_who_they_are_reads_and_changes_nothing()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        the.Database.Given(Active(the.Bas, 2));
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var stranger = app.Visitor(the.Bas, proven: false);

        Assert.DoesNotContain("November", (await stranger.GetAsync("/my/privacy")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("You know your way", (await stranger.GetAsync("/")).Text, StringComparison.Ordinal);
        await new ShareActivity(the.Database, SignedIn.As(the.Database, the.Bas, proven: false)).RunAsync(yes: true);
        Assert.False(the.Database.CreateDbContext().Activity.Single().MayBeTold);
    }

    private static object[] Active(Person who, int weeks, bool told = false, bool closed = false)
    {
        var activity = Activity.Reported(who.Id, Week.PlusDays(3), Week.PlusDays(2), closed);
        activity.AllowSharing(told);
        return [activity, .. Enumerable.Range(0, weeks).Select(i => new ActiveWeek(who.Id, Week.PlusWeeks(-i)))];
    }
}
