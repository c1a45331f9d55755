using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging.Abstractions;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

/// <summary>The pages in a browser without JavaScript, over HTTP.</summary>
public sealed class LaunchPagesTests
{
    [Fact]
    public async Task The_lead_plans_a_wave_with_the_form_and_what_was_typed_wrong_is_kept()
    {
        using var company = new Company(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var lead = app.Visitor(company.Lead);
        var form = await lead.GetAsync("/waves/plan");
        (string, string?)[] Typed(string hour) =>
        [
            ("Name", "First wave"), ("GoLasts", "14"), ("Late", "120"), ("Input.After1", "30"), ("Input.After4", "50"), ("Input.After12", "70"), ("Day", "2027-03-28"), ("Hour", hour), ("Branches", company.Branches[0].Id.ToString()),
            ("Input.Rows[0].Text", "Room booked"), ("Input.Rows[0].Days", "7"), ("Input.Rows[0].Weight", "must"),
        ];

        var refused = await lead.SubmitAsync(form, "plan", Typed("02:30"));
        Assert.Contains("Clocks go forward over this time", refused.Text, StringComparison.Ordinal);
        Assert.Contains("value=\"Room booked\"", refused.Html, StringComparison.Ordinal);
        Assert.Contains("value=\"First wave\"", refused.Html, StringComparison.Ordinal);

        // A Sunday night: it is asked whether that is meant.

        var planned = await lead.FollowAsync(await lead.SubmitAsync(form, "plan", [.. Typed("03:30"), ("AtNight", "true")]));
        Assert.Contains("One branch still has to sign for First wave", planned.Text, StringComparison.Ordinal);
        Assert.Contains("Sunday 28 March, 03:30", planned.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggested_check_that_the_lead_leaves_as_it_is_is_read_by_each_director_in_their_language()
    {
        using var company = new Company(Database.Sqlite);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var lead = app.Visitor(company.Lead);
        var form = await lead.GetAsync("/waves/plan");
        Assert.Contains("value=\"Kick-off room booked\"", form.Html, StringComparison.Ordinal);

        await lead.SubmitAsync(
            form, "plan", ("Name", "First wave"), ("GoLasts", "14"), ("Late", "120"), ("Input.After1", "30"), ("Input.After4", "50"), ("Input.After12", "70"), ("Day", "2027-03-30"), ("Hour", "09:00"),
            ("Branches", company.Branches[0].Id.ToString()), ("Input.Rows[0].Text", "Kick-off room booked"), ("Input.Rows[0].Days", "7"), ("Input.Rows[0].Weight", "must"),
            ("Input.Rows[1].Text", "The hall is warm"), ("Input.Rows[1].Days", "7"), ("Input.Rows[1].Weight", "must"));

        await using var db = company.Db.CreateDbContext();
        var launch = db.Launches.Single(l => l.Branch == company.Branches[0].Id);
        var director = app.Visitor(company.Directors[0]);
        director.Language = "fr";
        var page = await director.GetAsync($"/launches/{launch.Id}");
        Assert.Contains("Salle de la réunion de lancement réservée", page.Text, StringComparison.Ordinal);
        Assert.Contains("The hall is warm", page.Text, StringComparison.Ordinal);
        Assert.Contains("Vos trois premiers pas", (await director.GetAsync("/")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_director_signs_what_is_shown_and_nothing_else()
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (director, path) = (app.Visitor(company.Directors[0]), $"/launches/{company.Launch(0).Id}");
        var shown = await director.GetAsync(path);

        Assert.Contains("Choose your verdict", (await director.SubmitAsync(shown, "sign")).Text, StringComparison.Ordinal);
        var early = await director.SubmitAsync(shown, "sign", ("Verdict", "go"));
        Assert.Contains("A go needs every required check", early.Text, StringComparison.Ordinal);
        await company.GoAsync(0);
        var stale = await director.SubmitAsync(shown, "sign", ("Verdict", "no-go"), ("Reason", "Not yet"));
        Assert.Contains("Something changed while you were reading", stale.Text, StringComparison.Ordinal);
        Assert.Contains("Not yet", stale.Html, StringComparison.Ordinal);

        var asked = await director.SubmitAsync(await director.GetAsync(path), "sign", ("Verdict", "no-go"), ("Reason", "Not yet"));
        Assert.Contains("nothing is signed until then", asked.Text, StringComparison.Ordinal);
        Assert.Single(company.Launch(0).SignOffs);
        var signed = await director.FollowAsync(await director.SubmitAsync(asked, "sign", ("Code", company.LastCode())));
        Assert.Contains("Signed for Branch 1", signed.Text, StringComparison.Ordinal);
        Assert.Equal(["", "Not yet"], company.Launch(0).SignOffs.Select(s => s.Words));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_director_sees_of_another_branch_how_far_it_is_and_not_which_checks_are_open(Database kind)
    {
        using var company = await new Company(kind).PlanAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (director, lead, other) = (app.Visitor(company.Directors[1]), app.Visitor(company.Lead), company.Launch(0));
        var check = other.Checks.First(c => c.Measure is null);
        string[] shared = [$"/waves/{company.Wave}", $"/waves/{company.Wave}/log", $"/waves/{company.Wave}/control-room"];

        var wave = await director.GetAsync(shared[0]);
        Assert.Contains("Branch 1", wave.Text, StringComparison.Ordinal);
        var asLead = await lead.GetAsync(shared[0]);
        Assert.Matches(@"Branch 1.*\d of \d", wave.Text.ReplaceLineEndings(" "));
        Assert.Equal((2, 1), (Regex.Count(asLead.Html, "<details>"), Regex.Count(wave.Html, "<details>")));
        Assert.DoesNotContain($"/launches/{other.Id}", wave.Html, StringComparison.Ordinal);
        foreach (var path in shared)
        {
            Assert.Equal(HttpStatusCode.OK, (await director.GetAsync(path)).Status);
        }

        foreach (var path in new[] { "", $"/checks/{check.Id}", "/record", "/kick-off", "/roll-call", "/week" })
        {
            Assert.Equal((path, HttpStatusCode.NotFound), (path, (await director.GetAsync($"/launches/{other.Id}{path}")).Status));
        }
    }

    [Fact]
    public async Task A_director_signs_also_where_many_have_typed_wrong_things()
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        company.Db.Given([.. Enum.GetValues<GuessKind>().SelectMany(kind => Enumerable.Range(0, 400).Select(i => new FailedSignIn { Kind = kind, About = $"{i}", From = "127.0.0.1", At = A.Monday }))]);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (director, path) = (app.Visitor(company.Directors[0]), $"/launches/{company.Launch(0).Id}");

        var asked = await director.SubmitAsync(await director.GetAsync(path), "sign", ("Verdict", "no-go"), ("Reason", "Not yet"));
        var signed = await director.FollowAsync(await director.SubmitAsync(asked, "sign", ("Code", company.LastCode())));

        Assert.Contains("Signed for Branch 1", signed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_launch_is_there_for_its_director_the_lead_and_the_owners_of_its_checks_only()
    {
        using var company = new Company(Database.Sqlite);
        await company.PlanAsync(company.Colleagues[0].Email);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var launch = company.Launch(0);
        var path = $"/launches/{launch.Id}";

        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor(company.Directors[1]).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor(company.Colleagues[1]).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.Visitor(company.Colleagues[0], proven: false).GetAsync(path)).Status);
        Assert.Contains("/sign-in", (await app.Visitor().GetAsync(path)).Location, StringComparison.Ordinal);
        Assert.Contains("/denied", (await app.Visitor(company.Colleagues[0]).GetAsync("/waves")).Location, StringComparison.Ordinal);
        Assert.DoesNotContain("Your verdict", (await app.Visitor(company.Lead).GetAsync(path)).Text, StringComparison.Ordinal);

        var owner = app.Visitor(company.Colleagues[0]);
        Assert.Contains("2 checks wait for you", (await owner.GetAsync("/my/checks")).Text, StringComparison.Ordinal);
        var check = await owner.GetAsync($"{path}/checks/{launch.Checks[0].Id}");
        Assert.Contains("One check waits for you", (await owner.FollowAsync(await owner.SubmitAsync(check, "tick", ("Text", "I saw it")))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lead_takes_a_branch_out_with_a_reason_and_starts_the_wave()
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        await company.GoAsync(0);
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var lead = app.Visitor(company.Lead);
        var takeOut = await lead.GetAsync($"/launches/{company.Launch(1).Id}/take-out");

        Assert.Contains("Give the reason", (await lead.SubmitAsync(takeOut, "take-out", ("Reason", " "))).Text, StringComparison.Ordinal);
        var ready = await lead.FollowAsync(await lead.SubmitAsync(takeOut, "take-out", ("Reason", "No network")));
        Assert.Contains("Wave 1 can be started", ready.Text, StringComparison.Ordinal);
        var started = await lead.FollowAsync(await lead.SubmitAsync(ready, "start"));

        Assert.Contains("goes live by itself", started.Text, StringComparison.Ordinal);
        Assert.Equal(WaveState.Started, company.Found(0).Wave.State);
    }

    [Fact]
    public async Task A_roll_call_opens_with_the_moment_and_keeps_what_was_typed()
    {
        using var company = new Company(Database.Sqlite).Started();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var (director, path) = (app.Visitor(company.Directors[0]), $"/launches/{company.Launch(0).Id}/roll-call");
        Assert.Contains("Branch 1 is not live yet", (await director.GetAsync(path)).Text, StringComparison.Ordinal);

        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();
        var form = await director.GetAsync(path);
        var refused = await director.SubmitAsync(form, "roll-call", ("Present", "10"), ("FirstVisits", "eleven"), ("Trouble", "No sound"));
        Assert.Contains("Give a number, from 0", refused.Text, StringComparison.Ordinal);
        Assert.Contains("No sound", refused.Html, StringComparison.Ordinal);

        await director.SubmitAsync(form, "roll-call", ("Present", "10"), ("FirstVisits", "8"), ("Trouble", "No sound"), ("WithVisitors", "true"));
        Assert.Equal((10, 8, "No sound"), company.Launch(0).LastRollCall is { } call ? (call.Present, call.FirstVisits, call.Trouble) : default);
        foreach (var page in new[] { $"/waves/{company.Wave}/control-room", "/" })
        {
            Assert.Contains("No sound", (await app.Visitor(company.Lead).GetAsync(page)).Text, StringComparison.Ordinal);
        }

        // On the day it can be given again from the start page; from the next day on the week comes first.
        Assert.Contains($"href=\"{path}\"", (await director.GetAsync("/")).Html, StringComparison.Ordinal);
        company.Clock.Advance(NodaTime.Duration.FromDays(1));
        var later = (await app.Visitor(company.Directors[0]).GetAsync("/")).Html;
        Assert.DoesNotContain($"href=\"{path}\"", later, StringComparison.Ordinal);
        Assert.Contains("class=\"btn \" href=\"/launches/", later, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("nl")]
    [InlineData("fr")]
    public async Task Every_page_speaks_the_language_of_the_browser(string language)
    {
        using var company = await new Company(Database.Sqlite).PlanAsync();
        await using var app = await RunningApp.StartAsync(company.Db, company.Clock);
        var lead = app.Visitor(company.Lead);
        lead.Language = language;
        foreach (var path in new[] { "/waves", "/waves/plan", "/waves/phases", $"/waves/{company.Wave}/words", $"/launches/{company.Launch(0).Id}/kick-off", $"/launches/{company.Launch(0).Id}/test-mail", $"/launches/{company.Launch(0).Id}/record", $"/waves/{company.Wave}/log", $"/waves/{company.Wave}/rehearse", $"/launches/{company.Launch(0).Id}/trouble", $"/waves/{company.Wave}", $"/waves/{company.Wave}/moment", $"/waves/{company.Wave}/terms", $"/waves/{company.Wave}/control-room", $"/launches/{company.Launch(0).Id}", $"/launches/{company.Launch(0).Id}/checks/new", "/my/checks" })
        {
            var page = await lead.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Contains($"<html lang=\"{language}\"", page.Html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_open_control_room_hears_of_what_another_process_did(Database kind)
    {
        using var company = new Company(kind).Started();
        var find = new FindControlRoom(company.Db, company.Clock);
        var feed = new ControlRoomFeed(find, new LiveChanges(), TimeProvider.System, NullLogger<ControlRoomFeed>.Instance);
        var heard = new TaskCompletionSource<ControlRoom>();
        using var watching = feed.Subscribe(company.Wave, (await find.RunAsync(company.Wave))!.Stamp, room =>
        {
            heard.TrySetResult(room);
            return Task.CompletedTask;
        });

        company.Clock.Now = Company.MomentAt;
        await company.GoLive.RunAsync();

        var room = await heard.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(WaveState.Live, room.State);
        Assert.All(room.Rows, r => Assert.Equal(LaunchState.Live, r.State));
    }
}
