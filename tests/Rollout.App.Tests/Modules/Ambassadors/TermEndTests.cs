using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Ambassadors.Candidates;
using Rollout.App.Modules.Ambassadors.Terms;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Ambassadors;

/// <summary>The end of a term is announced a week before, and nothing counts after it.</summary>
public sealed class TermEndTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_week_before_the_last_day_ambassador_and_lead_are_told_once_and_anew_for_another_last_day(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Another();
        await RunAsync(the); // 23 November: two weeks before
        the.Clock.Now = Instant.FromUtc(2026, 11, 29, 22, 30); // Sunday night, still the 29th in Brussels
        await RunAsync(the);
        Assert.Empty(Mails(the));

        the.Clock.Advance(Duration.FromHours(1)); // the 30th
        await Task.WhenAll(RunAsync(the), RunAsync(the));
        await RunAsync(the);

        Assert.Equal(["ambassador-ends", "ambassador-ends", "ambassadors-end"], Mails(the).Select(m => m.About));
        Assert.All(Mails(the), m => Assert.Equal(Instant.FromUtc(2026, 11, 30, 8, 0), m.DueAt)); // in working hours
        Assert.Contains("Youssef Amrani, Gent, 0 of 10", Mails(the)[2].EmailContent, StringComparison.Ordinal);

        await new ChangeAmbassador(the.Database, SignedIn.As(the.Database, the.Lead), the.Clock).RunAsync(the.Sanne.Id, (await the.Database.CreateDbContext().Ambassadors.SingleAsync(a => a.Id == the.Sanne.Id)).Version, 10, TheAmbassadors.First, TheAmbassadors.Last.PlusDays(7));
        await RunAsync(the);
        Assert.Equal(3, Mails(the).Count);
        the.Clock.Advance(Duration.FromDays(7));
        await RunAsync(the);
        Assert.Equal(5, Mails(the).Count);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task After_the_last_day_an_ambassador_no_longer_counts_in_coverage(Database kind)
    {
        using var the = new TheAmbassadors(kind);
        the.Clock.Now = Instant.FromUtc(2026, 12, 7, 20, 0);
        Assert.Equal((1, 0), (Single(await the.CoverageAsync(the.Lead)).Ambassadors, Single(await the.CoverageAsync(the.Lead)).Gap));

        the.Clock.Advance(Duration.FromHours(5));

        Assert.Equal((0, 1), (Single(await the.CoverageAsync(the.Lead)).Ambassadors, Single(await the.CoverageAsync(the.Lead)).Gap));

        static Coverage Single(AllCoverage all) => all.Branches.Single().Coverage;
    }

    [Fact]
    public async Task A_term_that_was_only_just_agreed_and_one_that_was_ended_are_not_told()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        the.Another(until: new LocalDate(2026, 11, 28));
        await the.StepDownAsync(the.Lead, the.Sanne.Id);
        the.Clock.Now = Instant.FromUtc(2026, 11, 26, 9, 0);
        await RunAsync(the);
        the.Clock.Now = Instant.FromUtc(2026, 12, 2, 9, 0);
        await RunAsync(the);

        Assert.Empty(Mails(the));
    }

    private static Task RunAsync(TheAmbassadors the) => new SendTermEndNotices(the.Database, the.RolloutSettingsCache, new TermEmails(new SiteUrl(new Uri("https://debrug.example"))), the.Clock).RunAsync();

    private static List<Rollout.Notifications.Outbox.OutboxMessage> Mails(TheAmbassadors the)
    {
        using var db = the.Database.CreateDbContext();
        return [.. db.Outbox.Where(m => m.About == "ambassador-ends" || m.About == "ambassadors-end").OrderBy(m => m.QueuedAt).ThenBy(m => m.About)];
    }
}
