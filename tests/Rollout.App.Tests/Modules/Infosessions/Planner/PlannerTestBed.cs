using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Testing;
using NodaTime;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>The test bed of infosessions with a second branch, a second facilitator who works there, and helpers for planning.</summary>
internal static class PlannerTestBed
{
    /// <summary>Monday 7 December 2026.</summary>
    public static readonly LocalDate From = new(2026, 12, 7);

    public static (Branch Brugge, Person Claire) WithBrugge(this InfosessionTestBed bed)
    {
        var brugge = A.Branch("Brugge");
        var claire = AnInfosession.Facilitator(brugge, "Claire Dubois");
        bed.Database.Given(brugge, claire);
        return (brugge, claire);
    }

    /// <summary>Gent goes live at nine on that day.</summary>
    public static void GoesLive(this InfosessionTestBed bed, LocalDate day) => bed.Database.Given(Wave.Plan(
        "Wave 1", day + new LocalTime(9, 0), A.Brussels, [bed.Gent.Id], [new PlannedCheck("Kick-off planned", CheckWeight.Must, 5)], A.Acting(bed.Lead, bed.Gent), A.Monday));

    public static RequestedInfosession Wanted(this InfosessionTestBed bed, LocalDateTime starts, string? place = "Leie", Person? by = null, Branch? at = null) =>
        new(bed.Topic.Id, new PlanRequest((at ?? bed.Gent).Id, starts, 120, place, null, 14, (by ?? bed.Joost).Id, "nl"));

    public static SeriesRequest Series(this InfosessionTestBed bed, Series when, IReadOnlyList<Branch> at, params Person[] by) =>
        new(bed.Topic.Id, 120, 14, "nl", null, [.. at.Select(b => ((BranchId?)b.Id, (string?)"Leie"))], when, [.. by.Select(p => p.Id)]);

    public static Task<IReadOnlyList<RequestedInfosession>> LayOutAsync(this InfosessionTestBed bed, SeriesRequest series) =>
        bed.ActAsync<PlanSeries, IReadOnlyList<RequestedInfosession>>(bed.Lead, a => a.RunAsync(series));

    public static Task<IReadOnlyList<PlanCheck>> CheckAsync(this InfosessionTestBed bed, params IReadOnlyList<RequestedInfosession> wanted) =>
        bed.ActAsync<CheckPlans, IReadOnlyList<PlanCheck>>(bed.Lead, a => a.RunAsync(wanted));

    public static Task<IReadOnlyList<InfosessionId>> PlanAsync(this InfosessionTestBed bed, params IReadOnlyList<RequestedInfosession> wanted) =>
        bed.ActAsync<PlanInfosessions, IReadOnlyList<InfosessionId>>(bed.Lead, a => a.RunAsync(wanted, false));

    public static int Sessions(this InfosessionTestBed bed)
    {
        using var db = bed.Database.CreateDbContext();
        return db.Infosessions.Count();
    }
}
