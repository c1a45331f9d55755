using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Participation;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>A change in the data is no fall.</summary>
public sealed class NoAlarmTests
{
    private const int Weeks = 26;
    private static readonly LocalDate Newest = new(2026, 11, 22);

    [Fact]
    public async Task A_fall_is_an_alarm_and_the_same_figures_under_another_name_of_the_source_are_none()
    {
        Assert.Single(await FadingAsync(lastSource: "viva-engage"));
        Assert.Empty(await FadingAsync(lastSource: "engage"));
    }

    /// <summary>Four branches that have been live for half a year, of which the first is at half its level in the last three weeks.</summary>
    private static async Task<IReadOnlySet<BranchId>> FadingAsync(string lastSource)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        List<Branch> branches = [A.Branch("Gent"), A.Branch("Brugge"), A.Branch("Aalst"), A.Branch("Ieper")];
        var lead = A.Lead(branches[0]);
        database.Given([A.Rollout(), .. branches, lead]);
        database.Given(Wave.Plan("Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [.. branches.Select(b => b.Id)], [new PlannedCheck("The hall is booked", CheckWeight.Must, 3)], A.Acting(lead, branches[0]), A.Monday));
        await using var db = database.CreateDbContext();
        await db.Launches.ExecuteUpdateAsync(l => l.SetProperty(x => x.State, LaunchState.Live).SetProperty(x => x.LiveAt, A.Monday - Duration.FromDays(7 * Weeks)));
        for (var back = Weeks - 1; back >= 0; back--)
        {
            var (source, day) = (back < 3 ? lastSource : "viva-engage", Newest.PlusWeeks(-back));
            var report = ActivityReport.Of(source, day, 7);
            report.Take(ReportSays.Visited | ReportSays.Active, "", A.Monday);
            db.Add(report);
            db.AddRange(branches.Select((b, i) => new ParticipationSum(source, day, b.Id, GroupKind.Everyone, "", 200, 120, 0, null, null, (i == 0 && back < 3 ? 40 : 80) + ((back * 7) % 5) - 2, null, null)));
        }

        await db.SaveChangesAsync();
        return (await FadingBranches.FindAsync(db, default)).Fading;
    }
}
