using NodaTime;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>Nudges are planned once, sent in the branch's working hours, and otherwise wait or expire.</summary>
public sealed class NudgeEngineTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_ambassador_behind_their_pace_is_asked_once_however_often_the_engine_wakes(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (person, _) = nudges.ABehindAmbassador();

        await nudges.PlanAsync();
        await nudges.PlanAsync();
        await nudges.DispatchAsync();
        await nudges.PlanAsync();
        await nudges.DispatchAsync();

        var message = Assert.Single(nudges.Messages());
        Assert.Equal((person.Id, BehindPaceRule.Rule, OutboxState.Sent), (message.Person, message.About, message.State));
        using var mail = await MimeKit.MimeMessage.LoadAsync(Assert.Single(nudges.Files));
        Assert.StartsWith("<https://debrug.example/stop/", mail.Headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Contains("https://debrug.example/my/colleagues", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("https://debrug.example/why/", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Nothing_leaves_at_night_on_a_weekend_or_on_a_public_holiday(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.ABehindAmbassador();
        foreach (var quiet in new[] { Instant.FromUtc(2026, 11, 11, 10, 0), Instant.FromUtc(2026, 11, 14, 10, 0), Instant.FromUtc(2026, 11, 17, 19, 0), Instant.FromUtc(2026, 11, 18, 5, 0) })
        {
            nudges.Clock.Now = quiet;
            await nudges.PlanAsync();
        }

        Assert.Empty(nudges.Messages());
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task What_was_queued_before_closing_and_could_not_be_sent_waits_for_the_next_opening(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.ABehindAmbassador();
        nudges.Clock.Now = Instant.FromUtc(2026, 11, 23, 15, 59);
        await nudges.PlanAsync();

        nudges.Clock.Now = Instant.FromUtc(2026, 11, 23, 16, 1); // 17:01 in Brussels
        await nudges.DispatchAsync();
        Assert.Empty(nudges.Files);
        Assert.Equal((OutboxState.Queued, Instant.FromUtc(2026, 11, 24, 8, 0)), (nudges.Messages()[0].State, nudges.Messages()[0].DueAt));

        nudges.Clock.Now = Instant.FromUtc(2026, 11, 24, 8, 0);
        await nudges.DispatchAsync();
        Assert.Single(nudges.Files);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_paused_nudge_waits_and_dies_when_it_has_lost_its_point(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.ABehindAmbassador();
        await nudges.PlanAsync();
        nudges.Change(db => db.Rollouts.Single().PauseNudging(nudges.Clock.Now));

        await nudges.DispatchAsync();
        Assert.Equal(OutboxState.Queued, nudges.Messages()[0].State);

        nudges.Clock.Advance(Duration.FromDays(9));
        await nudges.PlanAsync();
        await nudges.DispatchAsync();
        nudges.Change(db => db.Rollouts.Single().Resume());
        await nudges.DispatchAsync();

        var message = Assert.Single(nudges.Messages());
        Assert.Equal((OutboxState.Suppressed, SuppressionReason.TooLate), (message.State, message.FailureReason));
        Assert.Empty(nudges.Files);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_company_of_thousands_is_planned_in_pages_and_nobody_is_left_out(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.AWave(days: 10);
        nudges.AnInfosession(days: 2);
        nudges.Given([.. Enumerable.Range(0, 2500).Select(i => (object)A.Person(nudges.Branch, $"Bas Groot{i}"))]);

        await nudges.PlanAsync();

        Assert.Equal(2501, nudges.Messages().Count);
    }
}
