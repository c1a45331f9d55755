using NodaTime;
using Rollout.App.Shared.Outbox;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Infosessions;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>Whom a rule nudges, how often, and when it stops.</summary>
public sealed class NudgeRulesTests
{
    public static TheoryData<Database> Databases => [Database.Sqlite, Database.Postgres];

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task The_next_one_comes_a_week_later_and_none_when_the_pace_is_made(Database kind)
    {
        using var nudges = new TheNudges(kind, budget: 5);
        var (_, ambassador) = nudges.ABehindAmbassador();
        await nudges.PlanAsync();
        await nudges.DispatchAsync();

        nudges.Clock.Advance(Duration.FromDays(4)); // Friday: another day, the same week
        await nudges.PlanAsync();
        Assert.Single(nudges.Messages());

        nudges.Clock.Advance(Duration.FromDays(4)); // Tuesday
        await nudges.PlanAsync();
        Assert.Equal(2, nudges.Messages().Count);

        nudges.Clock.Advance(Duration.FromHours(2));
        GiveCredits(nudges, ambassador, 8);
        await nudges.DispatchAsync();

        Assert.Equal((OutboxState.Suppressed, SuppressionReason.Done), (nudges.Messages()[1].State, nudges.Messages()[1].FailureReason));
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

        Assert.Equal(SuppressionReason.Done, nudges.Messages().Single(m => m.Person == colleague.Id).FailureReason);
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
        Assert.Contains($"/infosessions/{near.Id.Value}/sign-up?key=", message.EmailContent, StringComparison.Ordinal);
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

    private static void GiveCredits(TheNudges nudges, Ambassador ambassador, int count) => nudges.Change(db =>
    {
        for (var i = 0; i < count; i++)
        {
            var colleague = A.Person(nudges.Branch);
            var invitation = Invitation.ByComing(ambassador.Id, colleague.Id, InvitationChannel.Link, nudges.Clock.Now);
            invitation.Accept(nudges.Clock.Now);
            db.AddRange(colleague, invitation, Credit.Due(colleague.Id, new AttributedCredit(ambassador.Id, nudges.Clock.Now, CreditEvidence.SignedIn, 1), null));
        }
    });
}
