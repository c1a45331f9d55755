using NodaTime;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>The week of the planner, per branch and per facilitator.</summary>
public sealed class PlannerWeekTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_row_is_a_branch_or_a_facilitator_and_one_of_them_is_shown_hour_by_hour(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (brugge, claire) = bed.WithBrugge();
        bed.Database.Given(AnInfosession.Of(bed.Topic, brugge, claire, starts: new LocalDateTime(2026, 12, 3, 8, 15)));

        var branches = await WeekAsync(bed, bed.Lead, null, null);
        var people = await WeekAsync(bed, bed.Lead, "facilitator", null);
        var one = await WeekAsync(bed, bed.Lead, "facilitator", claire.Id.Value);

        Assert.Equal(["Gent", "Brugge"], branches.Rows.Select(r => r.Name));
        Assert.Equal([1, 1], branches.Rows.Select(r => r.Slots.Count));
        Assert.Equal(["Claire Dubois", "Joost Maes"], people.Rows.Select(r => r.Name));
        Assert.Equal(("Claire Dubois", 1), (one.Rows.Single().Name, one.Slots.Count()));
        Assert.Equal((7, 18), one.Hours);
        Assert.Equal("/infosessions/planner?week=2026-49&by=facilitator&of=" + claire.Id.Value, one.View.Address);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_facilitator_sees_their_own(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (brugge, claire) = bed.WithBrugge();
        bed.Database.Given(AnInfosession.Of(bed.Topic, brugge, claire, starts: new LocalDateTime(2026, 12, 3, 10, 0)));

        var week = await WeekAsync(bed, claire, null, null);

        Assert.Equal("Brugge", Assert.Single(week.Rows).Name);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_came_in_the_way_later_is_named_and_what_was_meant_is_not(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        Assert.Empty((await WeekAsync(bed, bed.Lead, null, null)).Slots.Single().Troubles);

        bed.GoesLive(new LocalDate(2026, 11, 27));
        using (var db = bed.Database.CreateDbContext())
        {
            db.Branches.Single(b => b.Id == bed.Gent.Id).SetWorkingHours(new LocalTime(8, 0), new LocalTime(15, 0));
            await db.SaveChangesAsync();
        }

        Assert.Equal(["planner.outside-hours", "planner.after-go-live"], (await WeekAsync(bed, bed.Lead, null, null)).Slots.Single().Troubles.Select(t => t.Key));
        using (var db = bed.Database.CreateDbContext())
        {
            var session = db.Infosessions.Single();
            db.Entry(session).Property(s => s.OutsideHours).CurrentValue = true;
            db.Entry(session).Property(s => s.AfterGoLive).CurrentValue = true;
            await db.SaveChangesAsync();
        }

        Assert.Empty((await WeekAsync(bed, bed.Lead, null, null)).Slots.Single().Troubles);

        using (var db = bed.Database.CreateDbContext())
        {
            db.Branches.Single(b => b.Id == bed.Gent.Id).Add(new DaysOffPeriod(DaysOffKind.SchoolHolidays, new LocalDate(2026, 11, 28), new LocalDate(2026, 12, 6), "Herfst"));
            await db.SaveChangesAsync();
        }

        Assert.Equal(["planner.school-holidays"], (await WeekAsync(bed, bed.Lead, null, null)).Slots.Single().Troubles.Select(t => t.Key));
    }

    [Theory]
    [InlineData("2026-49")]
    [InlineData("2026-53")] // 2026 has 53 weeks, its last begins on 28 December
    [InlineData("2025-01")]
    public void A_week_is_known_by_its_name(string name) => Assert.Equal(name, PlannerWeek.Parse(name)!.Value.Name);

    [Theory]
    [InlineData("2026-54")]
    [InlineData("2025-53")]
    [InlineData("week")]
    [InlineData("1-1-1")]
    [InlineData(null)]
    public void What_is_no_week_is_none(string? name) => Assert.Null(PlannerWeek.Parse(name));

    private static Task<PlannerGrid> WeekAsync(InfosessionTestBed bed, Person by, string? rows, Guid? of) =>
        bed.ActAsync<FindPlannerWeek, PlannerGrid>(by, a => a.RunAsync(PlannerView.Read("2026-49", rows, of?.ToString(), null)));
}
