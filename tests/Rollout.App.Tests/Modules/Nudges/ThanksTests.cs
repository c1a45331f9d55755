using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Shared;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>An ambassador is thanked on the day a colleague completed their profile, if the contact budget has room for it.</summary>
public sealed class ThanksTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task With_room_in_the_budget_one_mail_that_afternoon_names_all_of_the_day(Database kind)
    {
        using var nudges = Given(kind, budget: 2);

        await nudges.PlanAsync();
        Assert.Empty(nudges.Messages()); // in the morning
        nudges.Clock.Now = A.Monday + Duration.FromHours(6.5);
        await Task.WhenAll(nudges.PlanAsync(), nudges.PlanAsync());
        await nudges.DispatchAsync();
        nudges.Clock.Advance(Duration.FromDays(1));
        await nudges.PlanAsync();

        var thanks = Assert.Single(nudges.Messages());
        Assert.Equal((ColleagueDoneRule.Rule, OutboxState.Sent, "2 colleagues are on De Brug thanks to you"), (thanks.About, thanks.State, thanks.Subject));
        Assert.Contains("Bas, Priya completed their profile on De Brug", thanks.EmailContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task With_a_budget_of_one_the_weekly_message_has_it(Database kind)
    {
        using var nudges = Given(kind, budget: 1);
        nudges.Clock.Now = A.Monday + Duration.FromHours(6.5);

        await nudges.PlanAsync();

        Assert.Empty(nudges.Messages());
    }

    private static TheNudges Given(Database kind, int budget)
    {
        List<INudgeSource> rules = [];
        var nudges = new TheNudges(kind, budget, rules);
        rules.Add(new ColleagueDoneSource(new RolloutSettingsCache(nudges, ACache.New()), new SiteUrl(new Uri("https://debrug.example"))));
        var sanne = nudges.APerson("Sanne Groot");
        var ambassador = Ambassador.Appoint(sanne.Id, 10, new LocalDate(2026, 11, 2), new LocalDate(2026, 12, 7), "SANNE-7K2", A.Today, A.Monday);
        nudges.Given(ambassador);
        var (bas, priya) = (nudges.APerson("Bas Groot"), nudges.APerson("Priya Groot"));
        nudges.Given(
            Credit.Due(bas.Id, new AttributedCredit(ambassador.Id, A.Monday, CreditEvidence.Observed, 1), null),
            Credit.Due(priya.Id, new AttributedCredit(ambassador.Id, A.Monday + Duration.FromMinutes(5), CreditEvidence.Observed, 1), null));
        return nudges;
    }
}
