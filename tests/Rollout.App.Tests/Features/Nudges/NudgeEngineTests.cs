using NodaTime;
using Rollout.App.Features.Outbox;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Features.Nudges;

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
        Assert.Equal((person.Id, BehindPace.Rule, OutboxState.Sent), (message.Person, message.About, message.State));
        var mail = await File.ReadAllTextAsync(Assert.Single(nudges.Files));
        Assert.Contains("List-Unsubscribe: <https://debrug.example/stop/", mail, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
        Assert.Contains("https://debrug.example/my/colleagues", mail, StringComparison.Ordinal);
        Assert.Contains("https://debrug.example/why/", mail, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_next_one_comes_a_week_later_and_none_when_the_pace_is_made(Database kind)
    {
        using var nudges = new TheNudges(kind, budget: 5);
        var (_, ambassador) = nudges.ABehindAmbassador();
        await nudges.PlanAsync();
        await nudges.DispatchAsync();

        nudges.Clock.Advance(Duration.FromDays(4)); // Friday: another day, the same seven
        await nudges.PlanAsync();
        Assert.Single(nudges.Messages());

        nudges.Clock.Advance(Duration.FromDays(4)); // Tuesday
        await nudges.PlanAsync();
        Assert.Equal(2, nudges.Messages().Count);

        nudges.Clock.Advance(Duration.FromHours(2));
        GiveCredits(nudges, ambassador, 8);
        await nudges.DispatchAsync();

        Assert.Equal((OutboxState.Suppressed, Stopped.Done), (nudges.Messages()[1].State, nudges.Messages()[1].Trouble));
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
        nudges.Change(db => db.Rollouts.Single().PauseEverything(nudges.Clock.Now));

        await nudges.DispatchAsync();
        Assert.Equal(OutboxState.Queued, nudges.Messages()[0].State);

        nudges.Clock.Advance(Duration.FromDays(9));
        await nudges.PlanAsync();
        await nudges.DispatchAsync();
        nudges.Change(db => db.Rollouts.Single().Resume());
        await nudges.DispatchAsync();

        var message = Assert.Single(nudges.Messages());
        Assert.Equal((OutboxState.Suppressed, Stopped.TooLate), (message.State, message.Trouble));
        Assert.Empty(nudges.Files);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task An_invited_colleague_is_asked_twice_and_then_left_in_peace(Database kind)
    {
        using var nudges = new TheNudges(kind, budget: 5);
        var (_, ambassador) = nudges.ABehindAmbassador();
        var colleague = nudges.APerson("Bas Groot");
        nudges.Given(Invitation.ByMail(ambassador.Id, colleague.Id, nudges.Clock.Now));

        for (var day = 0; day < 30; day++)
        {
            await nudges.PlanAsync();
            await nudges.DispatchAsync();
            nudges.Clock.Advance(Duration.FromDays(1));
        }

        Assert.Equal(
            [Instant.FromUtc(2026, 11, 26, 9, 0), Instant.FromUtc(2026, 12, 2, 9, 0)],
            nudges.Messages().Where(m => m.Person == colleague.Id).Select(m => m.SettledAt));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_colleague_who_completed_their_profile_meanwhile_is_not_asked(Database kind)
    {
        using var nudges = new TheNudges(kind);
        var (_, ambassador) = nudges.ABehindAmbassador();
        var colleague = nudges.APerson("Bas Groot");
        nudges.Given(Invitation.ByMail(ambassador.Id, colleague.Id, nudges.Clock.Now - Duration.FromDays(6)));
        await nudges.PlanAsync();
        nudges.Change(db => db.People.Single(p => p.Id == colleague.Id).CompletedProfile(nudges.Clock.Now));

        await nudges.DispatchAsync();

        Assert.Equal(Stopped.Done, nudges.Messages().Single(m => m.Person == colleague.Id).Trouble);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task A_person_without_an_infosession_is_offered_the_nearest_once_before_go_live(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.AWave(days: 10);
        var near = nudges.AnInfosession(days: 2);
        var elsewhere = A.Branch("Hasselt");
        nudges.Given(elsewhere);
        nudges.AnInfosession(days: 1, at: elsewhere);
        var seated = nudges.APerson("An Smets");
        nudges.Given(Registration.Of(seated.Id, near.Id, nudges.Clock.Now));
        var without = nudges.APerson("Bas Groot");

        for (var day = 0; day < 12; day++)
        {
            await nudges.PlanAsync();
            await nudges.DispatchAsync();
            nudges.Clock.Advance(Duration.FromDays(1));
        }

        Assert.Equal(2, nudges.Messages().Count); // Bas and the lead, who has no seat either
        var message = nudges.Messages().Single(m => m.Person == without.Id);
        Assert.Equal(OutboxState.Sent, message.State);
        Assert.Contains($"/infosessions/{near.Id.Value}/sign-up?key=", message.Letter, StringComparison.Ordinal);
        Assert.DoesNotContain(nudges.Messages(), m => m.Person == seated.Id);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Without_a_free_seat_nobody_is_asked_to_take_one(Database kind)
    {
        using var nudges = new TheNudges(kind);
        nudges.AWave(days: 10);
        var full = nudges.AnInfosession(days: 2, seats: 1);
        nudges.Change(db => db.Entry(db.Infosessions.Single(s => s.Id == full.Id)).Property(s => s.Taken).CurrentValue = 1);
        nudges.APerson("Bas Groot");

        await nudges.PlanAsync();

        Assert.Empty(nudges.Messages());
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

    private static void GiveCredits(TheNudges nudges, Ambassador ambassador, int count) => nudges.Change(db =>
    {
        for (var i = 0; i < count; i++)
        {
            var colleague = A.Person(nudges.Branch);
            var invitation = Invitation.ByComing(ambassador.Id, colleague.Id, InvitationChannel.Link, nudges.Clock.Now);
            invitation.Accept(nudges.Clock.Now);
            db.AddRange(colleague, invitation, Credit.Give(invitation, ambassador, new LocalDate(2026, 12, 1), colleague, CreditEvidence.SignedIn, 1, nudges.Clock.Now));
        }
    });
}
