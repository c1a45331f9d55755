using System.Net;
using NodaTime;
using Rollout.App.Tests.Modules.Ambassadors;
using Rollout.App.Tests.Modules.Infosessions.KeyUsers;
using Rollout.App.Tests.Modules.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules;

/// <summary>A form says everything that is wrong with it at once, each at its field, and keeps what was typed.</summary>
public sealed class AllAtOnceTests
{
    [Fact]
    public async Task Appointing_nobody_with_a_window_in_the_past_and_no_quota()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        var page = await lead.SubmitAsync(await lead.GetAsync("/ambassadors/appoint?name=loon"), "appoint", ("Quota", "0"), ("From", "2020-01-01"), ("Until", "2020-02-01"));

        Says(page, "Fix 3 things", "Choose at least one person", "The last day is in the past");
        Assert.Contains("value=\"2020-02-01\"", page.Html, StringComparison.Ordinal);
        Says(await lead.SubmitAsync(page, "appoint", ("Quota", "many"), ("From", ""), ("Until", "")), "Fix 4 things", "Give the first day", "Give the last day");
    }

    [Fact]
    public async Task Adding_a_topic_without_a_title_that_lasts_too_long_for_too_many()
    {
        using var the = new TheAmbassadors(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(the.Database, the.Clock);
        var lead = app.Visitor(the.Lead);

        var page = await lead.SubmitAsync(await lead.GetAsync("/topics/new"), "topic", ("Title", ""), ("Minutes", "9999"), ("Seats", "0"), ("Language", "en"));

        Says(page, "Fix 3 things");
    }

    [Fact]
    public async Task Planning_a_dry_run_in_the_past_that_lasts_too_long_without_a_place()
    {
        await using var bed = await DryRunTestBed.OnAsync(Database.Sqlite);
        var lead = bed.Bed.App.Visitor(bed.Bed.Lead);
        var form = await lead.GetAsync($"/topics/{bed.Topic.Id.Value}/dry-run");

        var page = await lead.SubmitAsync(form, "dry-run", ("Date", "2026-11-02"), ("Hour", "10:00"), ("Minutes", "9999"), ("Seats", "0"), ("Facilitator", bed.Bed.Joost.Id.ToString()), ("Language", "nl"));
        Says(page, "Fix 4 things");

        // Without a day it cannot even be tried, and the other errors still appear.
        Says(await lead.SubmitAsync(form, "dry-run", ("Date", ""), ("Hour", "10:00"), ("Minutes", "9999"), ("Seats", "0")), "Fix 4 things");
    }

    [Fact]
    public async Task Planning_a_wave_without_anything()
    {
        using var company = new Company(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var lead = app.Visitor(company.Lead);

        var page = await lead.SubmitAsync(
            await lead.GetAsync("/waves/plan"), "plan", ("Name", ""), ("Day", "2026-11-02"), ("Hour", "09:00"), ("GoLasts", "0"), ("Late", "-1"), ("After1", "999"), ("After4", "50"), ("After12", "70"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        foreach (var field in (string[])["Name", "Day", "Branches", "GoLasts", "Late", "Promise"])
        {
            Assert.Contains($"#{field}\"", page.Html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_go_live_at_night_and_soon_is_asked_on_purpose_and_then_done()
    {
        using var company = new Company(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var lead = app.Visitor(company.Lead);
        (string, string?)[] typed =
        [
            ("Name", "Wave 1"), ("Day", "2026-11-24"), ("Hour", "02:16"), ("GoLasts", "14"), ("Late", "120"), ("After1", "30"), ("After4", "50"), ("After12", "70"),
            ("Branches", company.Branches[0].Id.ToString()), ("Rows[0].Text", "Room booked"), ("Rows[0].Days", "0"),
        ];
        var form = await lead.GetAsync("/waves/plan");

        var asked = await lead.SubmitAsync(form, "plan", Named(typed));
        Says(asked, "Fix 2 things", "At this moment nobody works in Branch 1", "This is less than a day away");

        var done = await lead.SubmitAsync(asked, "plan", Named([.. typed, ("Soon", "true"), ("AtNight", "true")]));
        Assert.StartsWith("/waves/", done.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_work_there_are_counted_at_the_roll_call_only_with_visitors()
    {
        using var company = new Company(Database.Sqlite).Started();
        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var director = app.Visitor(company.Directors[0]);
        var form = await director.GetAsync($"/launches/{company.Launch(0).Id}/roll-call");

        var asked = await director.SubmitAsync(form, "roll-call", ("Present", "999"), ("FirstVisits", "3"), ("Trouble", ""));
        Says(asked, "and you counted 999", "Visitors are counted too");
        Assert.Empty(company.Launch(0).RollCalls);

        await director.SubmitAsync(asked, "roll-call", ("Present", "999"), ("FirstVisits", "3"), ("Trouble", ""), ("WithVisitors", "true"));
        Assert.Equal(999, company.Launch(0).RollCalls.Single().Present);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Invitations_to_a_kick_off_leave_while_people_work_unless_they_are_meant_to_leave_at_once(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        var launch = company.Launch(0).Id;
        company.Clock.Now = new LocalDateTime(2026, 11, 24, 1, 56).InZoneStrictly(A.Brussels).ToInstant();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var director = app.Visitor(company.Directors[0]);
        await director.SubmitAsync(
            await director.GetAsync($"/launches/{launch}/kick-off"), "kick-off", ("Day", "2026-12-07"), ("Hour", "08:45"), ("Minutes", "45"), ("Place", "Canteen"), ("Words", ""), ("Order", ""));

        var page = await director.GetAsync($"/launches/{launch}/kick-off");
        Assert.Contains("People are at home now: these mails leave on Tuesday 24 November", page.Text, StringComparison.Ordinal);
        await director.SubmitAsync(page, "invite");

        var opens = new LocalDateTime(2026, 11, 24, 9, 0).InZoneStrictly(A.Brussels).ToInstant();
        using (var db = company.Db.CreateDbContext())
        {
            Assert.All(db.Outbox.Where(m => m.About == "kick-off"), m => Assert.Equal(opens, m.DueAt));
        }

        company.Db.Given(A.Person(company.Branches[0], "Els Later"));
        await director.SubmitAsync(page, "invite", ("Invite.AtOnce", "true"));
        using (var db = company.Db.CreateDbContext())
        {
            Assert.Equal(company.Clock.Now, db.Outbox.Single(m => m.About == "kick-off" && m.Name == "Els Later").DueAt);
        }
    }

    private static (string Name, string? Value)[] Named((string Name, string? Value)[] fields) => [.. fields.Select(f => ("Input." + f.Name, f.Value))];

    private static void Says(Page page, params string[] words)
    {
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.All(words, w => Assert.Contains(w, page.Text, StringComparison.Ordinal));
    }
}
