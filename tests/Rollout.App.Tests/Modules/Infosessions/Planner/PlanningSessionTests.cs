using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>The rules of planning, and that two concurrent plans never get the same facilitator or room.</summary>
public sealed class PlanningSessionTests
{
    private static readonly Series Mondays = new(PlannerTestBed.From, 2, [IsoDayOfWeek.Monday, IsoDayOfWeek.Thursday], [new LocalTime(10, 0), new LocalTime(14, 0)]);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_series_is_every_place_at_every_moment_in_turns_where_they_are_free(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (brugge, claire) = bed.WithBrugge();
        bed.Database.Given(AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: PlannerTestBed.From.At(new LocalTime(9, 0)), place: "Zaal 3"));

        var laid = await bed.LayOutAsync(bed.Series(Mondays, [bed.Gent, brugge], bed.Joost, claire));
        var checks = await bed.CheckAsync(laid);

        Assert.Equal(16, laid.Count);
        Assert.Equal(laid.OrderBy(l => l.Plan.Starts).Select(l => l.Plan), laid.Select(l => l.Plan));
        Assert.Equal(claire.Id, laid[0].Plan.Facilitator); // Joost gives another until eleven
        Assert.Equal(InfosessionRules.FacilitatorIsFree, checks[1].Refusal?.Rule); // and there are only the two of them
        Assert.All(checks.Where((_, i) => i != 1), c => Assert.Null(c.Refusal));
        Assert.Equal((8, 8), (laid.Count(l => l.Plan.Facilitator == bed.Joost.Id), laid.Count(l => l.Plan.Facilitator == claire.Id)));
        Assert.Equal(2, bed.Sessions());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Looking_says_for_each_what_is_in_its_way_and_counts_those_before_it(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        bed.GoesLive(new LocalDate(2026, 12, 17));
        LocalDateTime On(int day, int hour) => new(2026, 12, day, hour, 0);

        var checks = await bed.CheckAsync(
            bed.Wanted(On(8, 10)), bed.Wanted(On(8, 11), "Schelde"), bed.Wanted(On(25, 10)), bed.Wanted(On(9, 17)), bed.Wanted(On(12, 10)), bed.Wanted(On(17, 10)),
            bed.Wanted(On(10, 10), place: null), bed.Wanted(new LocalDateTime(2026, 11, 2, 10, 0)), bed.Wanted(On(11, 10), by: bed.Colleagues(1)[0]));

        Assert.Equal(
            [
                null, InfosessionRules.FacilitatorIsFree, InfosessionRules.NotOnAPublicHoliday, InfosessionRules.InBranchHours, InfosessionRules.InBranchHours, InfosessionRules.BeforeGoLive,
                InfosessionRules.NeedsAPlaceOrLink, InfosessionRules.NotInThePast, InfosessionRules.FacilitatorMustFacilitate,
            ],
            checks.Select(c => c.Refusal?.Rule));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_clashes_moves_to_the_next_free_hour_in_working_hours_without_travelling_and_a_day_in_two_branches_is_said(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (brugge, _) = bed.WithBrugge();
        LocalDateTime On(int day, int hour) => new(2026, 12, day, hour, 0);
        bed.Database.Given(
            AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: On(8, 9), place: "Zaal 3"), // Joost gives until eleven
            AnInfosession.Of(bed.Topic, brugge, bed.Joost, starts: On(10, 9), place: "Zaal 3"));
        RequestedInfosession[] wanted = [bed.Wanted(On(8, 10)), bed.Wanted(On(8, 11), "Schelde"), bed.Wanted(On(8, 14)), bed.Wanted(On(10, 14)), bed.Wanted(On(8, 14), "Schelde"), bed.Wanted(On(8, 18))];

        var free = await bed.ActAsync<FindFreeHours, IReadOnlyList<LocalDateTime?>>(bed.Lead, f => f.RunAsync(wanted));
        var checks = await bed.CheckAsync(wanted);

        // Eleven and two stay, so the day is full; the ninth begins at nine, and the tenth is Brugge's. What is outside hours clashes with nothing.
        Assert.Equal([On(9, 9), null, null, null, On(9, 11), null], free);
        Assert.Equal([true, false, false, false, true, false], checks.Select(c => c.Clashes));
        Assert.Equal([null, null, null, brugge.Id, null, null], checks.Select(c => c.Elsewhere?.Branch));
        Assert.All(await bed.CheckAsync(wanted.Zip(free, (w, to) => to is { } starts ? w with { Plan = w.Plan with { Starts = starts } } : w).Take(5).ToList()), c => Assert.Null(c.Refusal));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Outside_hours_and_after_go_live_is_planned_only_when_it_is_meant_and_remembered(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        bed.GoesLive(new LocalDate(2026, 12, 17));
        var evening = bed.Wanted(new LocalDateTime(2026, 12, 17, 18, 0));
        var meant = evening with { Plan = evening.Plan with { OutsideHours = true, AfterGoLive = true } };

        await Refused.ByAsync(InfosessionRules.InBranchHours, () => bed.PlanAsync(evening));
        await Refused.ByAsync(InfosessionRules.BeforeGoLive, () => bed.PlanAsync(evening with { Plan = evening.Plan with { OutsideHours = true } }));
        var id = Assert.Single(await bed.PlanAsync(meant));

        using var db = bed.Database.CreateDbContext();
        var session = db.Infosessions.Single(s => s.Id == id);
        Assert.Equal((true, true), (session.OutsideHours, session.AfterGoLive));
        await bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(id, PlanRequest.Of(session) with { Seats = 9, Starts = new LocalDateTime(2026, 12, 16, 10, 0) }, session.Version));
        using var after = bed.Database.CreateDbContext();
        Assert.Equal((false, false), after.Infosessions.Where(s => s.Id == id).AsEnumerable().Select(s => (s.OutsideHours, s.AfterGoLive)).Single());

        // A branch that is live needs no such warning any more.
        await after.Launches.ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LaunchState.Live));
        Assert.Single(await bed.PlanAsync(bed.Wanted(new LocalDateTime(2026, 12, 18, 10, 0))));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task All_of_a_series_are_made_or_none(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var fine = bed.Wanted(new LocalDateTime(2026, 12, 8, 10, 0));

        await Refused.ByAsync(InfosessionRules.PlaceIsFree, () => bed.PlanAsync(fine, bed.Wanted(new LocalDateTime(2026, 12, 1, 14, 0), " ZAAL 1 ", bed.Lead)));
        Assert.Equal(1, bed.Sessions());
        await Refused.ByAsync(InfosessionRules.SeriesFits, () => bed.PlanAsync());
        await bed.PlanAsync(fine, bed.Wanted(new LocalDateTime(2026, 12, 8, 12, 0)));

        Assert.Equal(3, bed.Sessions());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_series_made_at_once_never_take_the_same_facilitator_or_room(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (brugge, claire) = bed.WithBrugge();
        var mine = await bed.LayOutAsync(bed.Series(Mondays, [bed.Gent, brugge], bed.Joost, claire));

        // The same dates in opposite order: locking row by row would deadlock.
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => TryAsync(bed, i % 2 == 0 ? mine : [.. mine.Reverse()])));

        Assert.Single(outcomes, planned => planned);
        Assert.Equal(1 + mine.Count, bed.Sessions());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Moving_and_planning_at_once_never_take_the_same_room(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (_, claire) = bed.WithBrugge();
        var slot = new LocalDateTime(2026, 12, 8, 10, 0);
        var move = bed.Wanted(slot).Plan with { Seats = 20 };

        var outcomes = await Task.WhenAll(
            TryAsync(bed, [bed.Wanted(slot, by: claire)]),
            RefusedAsync(() => bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, move, 0))));

        Assert.Single(outcomes, done => done);
    }

    private static Task<bool> TryAsync(InfosessionTestBed bed, IReadOnlyList<RequestedInfosession> wanted) => RefusedAsync(() => bed.PlanAsync(wanted));

    private static async Task<bool> RefusedAsync(Func<Task> act)
    {
        try
        {
            await act();
            return true;
        }
        catch (BrokenRuleException)
        {
            return false;
        }
    }
}
