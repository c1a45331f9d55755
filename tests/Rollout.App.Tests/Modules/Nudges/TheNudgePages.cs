using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Nudges;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The whole application with a lead and an ambassador who is due a nudge. Its jobs do not run: a test runs what it needs.</summary>
internal sealed class TheNudgePages : IAsyncDisposable
{
    private TheNudgePages()
    {
        var branch = A.Branch();
        Lead = A.Lead(branch);
        Ambassador = A.Person(branch, "Sanne de Bruijn");
        Database.Given(
            A.Rollout(), branch, Lead, Ambassador,
            Domain.Ambassadors.Ambassador.Appoint(Ambassador.Id, 10, new LocalDate(2026, 10, 19), new LocalDate(2026, 12, 28), "SANNE-7K2", A.Today, A.Monday - Duration.FromDays(35)));
    }

    public TestDatabase Database { get; } = TestDatabase.On(Testing.Database.Sqlite);
    public RunningApp App { get; private set; } = null!;
    public Person Lead { get; }
    public Person Ambassador { get; }

    public static async Task<TheNudgePages> StartAsync()
    {
        var the = new TheNudgePages();
        the.App = await RunningApp.StartAsync(the.Database, new StoppedClock(A.Monday), replace: RunningApp.WithoutJobs);
        return the;
    }

    public async Task<EmailContent> ANudgeAsync()
    {
        await PlanAsync();
        return JsonSerializer.Deserialize<EmailContent>(Messages().Single(m => m.About == BehindPaceRule.Rule).EmailContent)!;
    }

    public Task PlanAsync() => App.Services.GetRequiredService<PlanNudges>().RunAsync();

    public List<OutboxMessage> Messages()
    {
        using var db = Database.CreateDbContext();
        return [.. db.Outbox];
    }

    public void Set(OutboxMessage message, OutboxState state)
    {
        using var db = Database.CreateDbContext();
        db.Entry(db.Outbox.Single(m => m.Id == message.Id)).Property(m => m.State).CurrentValue = state;
        db.SaveChanges();
    }

    public bool IsStopped()
    {
        using var db = Database.CreateDbContext();
        return db.People.Single(p => p.Id == Ambassador.Id).NudgesStoppedAt is not null;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Database.Dispose();
    }
}
