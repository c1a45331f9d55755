using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Nudges;
using Rollout.App.Modules.Nudges.Announcements;
using Rollout.App.Modules.Outbox;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>What only the lead does with messages, and only with those that are parked.</summary>
public sealed class NudgeRefusalsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_message_that_is_not_parked_stays_as_it_is(Database kind)
    {
        var gent = A.Branch();
        var (lead, els) = (A.Lead(gent), A.Person(gent, "Els Maertens"));
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, lead, els);
        await using var app = await RunningApp.StartAsync(database);
        var message = OutboxMessageId.New();

        await Refused.ByAsync(OutboxRules.OnlyTheLeadResends, () => Resend(els).RunAsync(null));
        await Refused.ByAsync(OutboxRules.OnlyAParkedOneIsResent, () => Resend(lead).RunAsync(message));
        Assert.Equal(0, await Resend(lead).RunAsync(null));

        ResendParked Resend(Domain.People.Person person) =>
            ActivatorUtilities.CreateInstance<ResendParked>(app.Services, SignedIn.As(database, person));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Only_the_lead_pauses_nudges_and_says_how_many_there_may_be(Database kind)
    {
        var gent = A.Branch();
        var els = A.Person(gent, "Els Maertens");
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, els);
        await using var app = await RunningApp.StartAsync(database);
        var me = SignedIn.As(database, els);

        await Refused.ByAsync(NudgeRules.OnlyTheLead, () => ActivatorUtilities.CreateInstance<PauseNudges>(app.Services, me).RunAsync(paused: true));
        await Refused.ByAsync(NudgeRules.OnlyTheLead, () => ActivatorUtilities.CreateInstance<BudgetContact>(app.Services, me).RunAsync(3));

        await using var db = database.CreateDbContext();
        var rollout = await db.Rollouts.SingleAsync();
        Assert.Equal((null, 1), (rollout.PausedAt, rollout.ContactBudget));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Only_a_branch_that_exists_is_told(Database kind)
    {
        var gent = A.Branch();
        var lead = A.Lead(gent);
        using var database = TestDatabase.On(kind);
        database.Given(A.Rollout(), gent, lead);

        await Refused.ByAsync(AnnouncementRules.TellsABranch, () => new TellBranches(database, SignedIn.As(database, lead), new StoppedClock(A.Monday)).RunAsync([BranchId.New()]));

        await using var db = database.CreateDbContext();
        Assert.False(await db.InfosessionAnnouncements.AnyAsync());
    }
}
