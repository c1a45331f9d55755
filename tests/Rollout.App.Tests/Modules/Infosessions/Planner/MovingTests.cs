using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>Moving an infosession: carried, dropped, put back, and who is notified.</summary>
public sealed class MovingTests
{
    private static readonly LocalDateTime Wednesday = AnInfosession.Tuesday.PlusDays(1);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_is_told_before_whoever_moves_it_knows_how_many_will_be(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var withMail = bed.Colleagues(3);
        var without = bed.Colleagues(2, email: null);
        foreach (var person in (Person[])[.. withMail, .. without])
        {
            await bed.SignUpAsync(person);
        }

        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await mover.CarryAsync(1, 0);
            Assert.False(await mover.DropAsync());
            Assert.Equal((true, 3, 2), (mover.Asks, mover.Check!.Told, mover.Check.Untold));
            Assert.Equal(AnInfosession.Tuesday, bed.Stored().Starts);
            Assert.Empty(bed.Mails(about: "infosession-moved"));

            Assert.True(await mover.DropAsync());
        });

        Assert.Equal(Wednesday, bed.Stored().Starts);
        Assert.Equal(3, bed.Mails(about: "infosession-moved").Count);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task As_many_are_told_as_was_said_those_who_wait_too(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 2);
        foreach (var person in bed.Colleagues(5))
        {
            await bed.SignUpAsync(person);
        }

        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await mover.CarryAsync(1, 0);
            Assert.False(await mover.DropAsync());
            Assert.Equal(5, mover.Check!.Told);
            Assert.True(await mover.DropAsync());
        });

        Assert.Equal(5, bed.Mails().Count(m => m.Person != bed.Joost.Id && m.About.EndsWith("-moved", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Carrying_on_asks_again_and_what_is_put_back_is_not_moved(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        await bed.SignUpAsync(bed.Colleagues(1)[0]);

        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await mover.CarryAsync(1, 0);
            await mover.DropAsync();
            await mover.CarryAsync(0, 15);
            Assert.False(mover.Asks);
            Assert.False(await mover.DropAsync());
            mover.PutBack();
        });

        Assert.Equal(AnInfosession.Tuesday, bed.Stored().Starts);
        Assert.Empty(bed.Mails(about: "infosession-moved"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Where_a_rule_refuses_it_is_not_dropped_whatever_is_confirmed(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        bed.Database.Given(AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: Wednesday, place: "Zaal 2"));

        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await mover.CarryAsync(1, 60);
            Assert.Equal(InfosessionRules.FacilitatorIsFree, mover.Check!.Refusal?.Rule);
            Assert.False(await mover.DropAsync());
            Assert.False(await mover.DropAsync());
            await mover.CarryAsync(0, 60);
            Assert.True(await mover.DropAsync() || await mover.DropAsync());
        });

        Assert.Equal(Wednesday.PlusHours(2), bed.Stored().Starts);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Outside_hours_and_after_go_live_is_confirmed_in_one_go_and_taken_back(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        bed.GoesLive(Wednesday.Date);

        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await mover.CarryAsync(1, 4 * 60);
            Assert.Equal([InfosessionRules.InBranchHours, InfosessionRules.BeforeGoLive], mover.Check!.ToMean.Select(m => m.Rule));
            Assert.False(await mover.DropAsync());
            Assert.True(await mover.DropAsync());
            Assert.Equal((true, true), (bed.Stored().OutsideHours, bed.Stored().AfterGoLive));

            await mover.TakeBackAsync(await FactsAsync(bed));
            Assert.True(await mover.DropAsync());
        });

        Assert.Equal((AnInfosession.Tuesday, false, false), (bed.Stored().Starts, bed.Stored().OutsideHours, bed.Stored().AfterGoLive));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Another_facilitator_takes_it_over_and_only_who_runs_it_moves_it(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var (_, claire) = bed.WithBrugge();

        await InHandAsync(bed, claire, async mover =>
        {
            await mover.CarryAsync(1, 0);
            await Refused.ByAsync(InfosessionRules.OnlyItsFacilitator, mover.DropAsync);
        });
        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await mover.ToAsync(mover.Wanted! with { Facilitator = claire.Id });
            Assert.True(await mover.DropAsync());
        });

        Assert.Equal(claire.Id, bed.Stored().Facilitator);
        Assert.Empty(bed.Mails(about: "infosession-moved"));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_someone_changed_meanwhile_is_not_moved_over(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);

        await InHandAsync(bed, bed.Lead, async mover =>
        {
            await bed.ActAsync<ReplanInfosession>(bed.Joost, a => a.RunAsync(bed.Session.Id, PlanRequest.Of(bed.Stored()) with { Seats = 9 }, bed.Stored().Version));
            await mover.CarryAsync(1, 0);
            await Assert.ThrowsAsync<DbUpdateConcurrencyException>(mover.DropAsync);
        });

        Assert.Equal((AnInfosession.Tuesday, 9), (bed.Stored().Starts, bed.Stored().Seats));
    }

    private static async Task InHandAsync(InfosessionTestBed bed, Person by, Func<MoveSession, Task> move)
    {
        var facts = await FactsAsync(bed);
        await bed.ActAsync<MoveSession>(by, async mover =>
        {
            mover.PickUp(facts);
            await move(mover);
        });
    }

    private static async Task<InfosessionFacts> FactsAsync(InfosessionTestBed bed) =>
        (await bed.ActAsync<FindPlannerWeek, PlannerGrid>(bed.Lead, a => a.RunAsync(PlannerView.Read(PlannerWeek.Of(bed.Stored().Starts.Date).Name, null, null, null))))
        .Slots.Single(s => s.Infosession.Id == bed.Session.Id).Infosession;
}
