using NodaTime;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>What the lead reads is due. It is counted by groups to whom the same applies, and is what the planner would plan.</summary>
public sealed class NudgeCountTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task As_many_are_counted_as_would_be_planned_in_working_hours_at_night_and_afterwards(Database kind)
    {
        using var nudges = new TheNudges(kind, budget: 5);
        nudges.AWave(days: 10);
        var session = nudges.AnInfosession(days: 2);
        nudges.ABehindAmbassador();
        var seated = nudges.APerson("An Smets");
        nudges.APerson("Bas Groot");
        nudges.APerson("Cor Wit");
        nudges.Given(Registration.Of(seated.Id, session.Id, nudges.Clock.Now), InfosessionAnnouncement.To(nudges.Branch.Id, nudges.Lead.Id, nudges.Clock.Now));

        var now = await CountedAsync(nudges);
        nudges.Clock.Advance(Duration.FromHours(12));
        var atNight = await CountedAsync(nudges);
        nudges.Clock.Advance(-Duration.FromHours(12));
        await nudges.PlanAsync();
        var afterwards = await CountedAsync(nudges);

        int DueNow(NudgeCount count) => count.Due.Where(d => d.At <= nudges.Clock.Now).Sum(d => d.People);
        Assert.Equal([4, 0, 1, 4], now.Select(DueNow));
        Assert.Equal([(0, 4), (0, 0), (0, 1), (0, 4)], atNight.Select(c => (DueNow(c), c.Due.Sum(d => d.People))));
        Assert.Empty(afterwards[0].Due);
    }

    /// <summary>What each rule counts, which is what its drafts come down to.</summary>
    private static async Task<IReadOnlyList<NudgeCount>> CountedAsync(TheNudges nudges)
    {
        await using var db = nudges.Db();
        var counts = new List<NudgeCount>();
        foreach (var rule in nudges.Rules)
        {
            var counted = await rule.CountAsync(db, nudges.Clock.Now, CancellationToken.None);
            var known = nudges.Messages().Select(m => m.Key).ToHashSet();
            var drafts = (await rule.LoadAsync(db, NudgePageRequest.Everyone, nudges.Clock.Now, CancellationToken.None)).Drafts.Where(d => !known.Contains(d.Nudge.Key)).ToList();
            Assert.Equal(drafts.CountBy(d => d.Nudge.DueAt).OrderBy(d => d.Key).Select(d => (d.Key, d.Value)), counted.Due);
            Assert.Equal(drafts.Count == 0 ? null : drafts.Min(d => d.Nudge.DueAt), counted.Example?.Nudge.DueAt);
            counts.Add(counted);
        }

        return counts;
    }
}
