using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

/// <summary>Moving seats to a second infosession loses none, creates none, and costs nobody their place.</summary>
public sealed class SplitTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Half_the_seats_go_to_a_second_one_and_who_is_registered_stays(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        foreach (var person in bed.Colleagues(6))
        {
            await bed.SignUpAsync(person);
        }

        var second = PlanRequest.Of(bed.Session) with { Seats = 10, Starts = AnInfosession.Tuesday.PlusHours(-2) };
        var id = await SplitAsync(bed, second);

        using var db = bed.Database.CreateDbContext();
        var other = db.Infosessions.Single(s => s.Id == id);
        Assert.Equal((10, 6, 6), (bed.Stored().Seats, bed.Stored().Taken, bed.Registered()));
        Assert.Equal((10, 0, InfosessionState.Published), (other.Seats, other.Taken, other.State));
        Assert.Empty(bed.Mails(about: "infosession-moved"));
        await bed.SignUpAsync(bed.Colleagues(1)[0], other);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_is_refused_leaves_both_as_they_were(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        foreach (var person in bed.Colleagues(12))
        {
            await bed.SignUpAsync(person);
        }

        var second = PlanRequest.Of(bed.Session) with { Seats = 8, Starts = AnInfosession.Tuesday.PlusHours(-2) };
        Task TryAsync(PlanRequest request) => SplitAsync(bed, request);
        await Refused.ByAsync(InfosessionRules.SplitLeavesSeats, () => TryAsync(second with { Seats = 9 }));
        await Refused.ByAsync(InfosessionRules.SplitLeavesSeats, () => TryAsync(second with { Seats = 0 }));
        await Refused.ByAsync(InfosessionRules.FacilitatorIsFree, () => TryAsync(second with { Starts = AnInfosession.Tuesday }));
        await Refused.ByAsync(InfosessionRules.PlaceIsFree, () => TryAsync(second with { Starts = AnInfosession.Tuesday, Facilitator = bed.Lead.Id }));
        await Refused.ByAsync(InfosessionRules.InBranchHours, () => TryAsync(second with { Starts = AnInfosession.Tuesday.PlusHours(5) }));

        Assert.Equal((20, 1), (bed.Stored().Seats, bed.Sessions()));
        await TryAsync(second);
        Assert.Equal((12, 2), (bed.Stored().Seats, bed.Sessions()));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Sign_ups_meanwhile_never_find_more_registered_than_seats(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var people = bed.Colleagues(20);
        var second = PlanRequest.Of(bed.Session) with { Seats = 15, Starts = AnInfosession.Tuesday.PlusHours(-2) };

        await Task.WhenAll(
            [
                .. people.Select(p => WhateverAsync(() => bed.SignUpAsync(p))),
                WhateverAsync(() => SplitAsync(bed, second)),
            ]);

        using var db = bed.Database.CreateDbContext();
        Assert.Equal(20, db.Infosessions.Sum(s => s.Seats));
        Assert.True(bed.Stored().Taken <= bed.Stored().Seats);
        Assert.Equal(bed.Stored().Taken, bed.Registered());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Seats_that_belong_to_who_waits_are_not_split_off(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind, seats: 2);
        var people = bed.Colleagues(3);
        foreach (var person in people)
        {
            await bed.SignUpAsync(person);
        }

        await bed.WithdrawAsync(people[0]);

        await Refused.ByAsync(InfosessionRules.SplitLeavesSeats, () => SplitAsync(bed, PlanRequest.Of(bed.Session) with { Seats = 1, Starts = AnInfosession.Tuesday.PlusHours(-2) }));
        Assert.Equal(2, bed.Stored().Seats);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task It_is_split_in_the_browser_and_what_was_typed_is_kept(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var lead = bed.App.Visitor(bed.Lead);

        var page = await lead.GetAsync($"/infosessions/{bed.Session.Id.Value}/split");
        Assert.Contains("value=\"10\"", page.Html, StringComparison.Ordinal);
        page = await lead.SubmitAsync(page, "split", Typed(bed, "20:00"));
        Assert.Contains("works from 09:00 to 17:00", page.Text, StringComparison.Ordinal);
        Assert.Contains("Outside working hours on purpose", page.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"20:00\"", page.Html, StringComparison.Ordinal);
        page = await lead.SubmitAsync(page, "split", [.. Typed(bed, "20:00"), ("OutsideHours", "true")]);

        Assert.StartsWith("/infosessions/", page.Location, StringComparison.Ordinal);
        Assert.Equal((10, 2), (bed.Stored().Seats, bed.Sessions()));
    }

    private static (string, string?)[] Typed(InfosessionTestBed bed, string hour) =>
    [
        ("Date", "2026-12-01"), ("Hour", hour), ("Minutes", "120"), ("Branch", bed.Gent.Id.Value.ToString()), ("Place", "Zaal 1"), ("Link", ""), ("Seats", "10"),
        ("Facilitator", bed.Joost.Id.Value.ToString()), ("Language", "nl"),
    ];

    private static Task<InfosessionId> SplitAsync(InfosessionTestBed bed, PlanRequest second) =>
        bed.ActAsync<SplitInfosession, InfosessionId>(bed.Lead, a => a.RunAsync(bed.Session.Id, second, bed.Stored().Version));

    private static async Task WhateverAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (BrokenRuleException)
        {
            // This one was too late.
        }
    }
}
