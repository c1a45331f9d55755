using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Tests.Modules.Infosessions;
using Rollout.App.Tests.Modules.Infosessions.Planner;
using Rollout.Domain.Launches;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Components;

/// <summary>The pages that keep a connection, as their circuit draws them: with what the application has, and without a browser whose script answers.</summary>
public sealed class LivePagesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_planner_draws_the_week_it_is_asked_for()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        await using var drawn = Circuit(bed, bed.Lead, "/infosessions/planner?week=2026-49");

        var planner = drawn.Render<PlannerPage>();

        planner.WaitForAssertion(() => Assert.Contains("Gent", planner.Find("table").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(planner.FindAll($"a[href*='{bed.Session.Id.Value}']"));
        Assert.Equal("assertive", planner.Find("p.vh").GetAttribute("aria-live"));
    }

    [Fact]
    public async Task Planning_asks_for_what_is_needed_and_refuses_nothing_typed()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        await using var drawn = Circuit(bed, bed.Lead, $"/infosessions/new?topic={bed.Topic.Id.Value}");

        var page = drawn.Render<PlanPage>();

        page.WaitForAssertion(() => Assert.NotNull(page.Find("form button[type=submit]")));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".errors[role=alert] li")));
    }

    [Fact]
    public async Task Copying_asks_for_a_week_once_something_is_chosen()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        await using var drawn = Circuit(bed, bed.Lead, $"/infosessions/copy?s={bed.Session.Id.Value}");
        await using var nothing = Circuit(bed, bed.Lead, "/infosessions/copy");

        var (page, empty) = (drawn.Render<CopyPage>(), nothing.Render<CopyPage>());

        page.WaitForAssertion(() => Assert.Equal(27, page.FindAll("#Week option").Count));
        empty.WaitForAssertion(() => Assert.NotNull(empty.Find(".empty a[href='/infosessions/planner']")));
    }

    [Fact]
    public async Task The_control_room_draws_every_branch_and_lives_on_without_its_script()
    {
        await using var bed = await InfosessionTestBed.OnAsync(Database.Sqlite);
        bed.GoesLive(new LocalDate(2026, 12, 7));
        Guid wave;
        using (var db = bed.Database.CreateDbContext())
        {
            wave = db.Waves.Single().Id.Value;
        }

        await using var drawn = Circuit(bed, bed.Lead, $"/waves/{wave}/control-room");

        var room = drawn.Render<ControlRoomPage>(p => p.Add(r => r.Id, wave));

        room.WaitForAssertion(() => Assert.Contains("Gent", room.Find("table").TextContent, StringComparison.Ordinal));
        Assert.Equal("De Brug", room.Find("a.plate").TextContent);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_planner_and_the_control_room_show_what_was_done_elsewhere_also_in_another_process(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        await using var another = kind == Database.Postgres ? await RunningApp.StartAsync(bed.Database, bed.Clock) : null;
        bed.GoesLive(new LocalDate(2026, 12, 7));
        WaveId wave;
        await using (var db = bed.Database.CreateDbContext())
        {
            wave = db.Waves.Single().Id;
        }

        await using var planning = Circuit(bed, bed.Lead, "/infosessions/planner?week=2026-49", another);
        await using var watching = Circuit(bed, bed.Lead, $"/waves/{wave}/control-room", another);
        var planner = planning.Render<PlannerPage>();
        var room = watching.Render<ControlRoomPage>(p => p.Add(r => r.Id, wave.Value));
        planner.WaitForAssertion(() => Assert.Contains("Gent", planner.Find("table").TextContent, StringComparison.Ordinal), Patience);
        Assert.DoesNotContain("14:15", planner.Markup, StringComparison.Ordinal);
        var pushed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var feed = ActivatorUtilities.CreateInstance<ControlRoomFeed>((another ?? bed.App).Services, new NoTimers());
        using var subscription = feed.Subscribe(wave, seen: 0, now => Task.FromResult(now.Name == "De eerste golf" && pushed.TrySetResult(now.Name)));

        await bed.ActAsync<Rollout.App.Modules.Infosessions.Scheduling.ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, new(bed.Gent.Id, AnInfosession.Tuesday.PlusMinutes(15), 120, "Zaal 1", null, 20, bed.Joost.Id, "nl"), bed.Stored().Version));
        await bed.ActAsync<Rollout.App.Modules.Launches.Waves.RenameWave>(bed.Lead, a => a.RunAsync(wave, "De eerste golf"));

        planner.WaitForAssertion(() => Assert.Contains("14:15", planner.Markup, StringComparison.Ordinal), Patience);
        room.WaitForAssertion(() => Assert.Contains("De eerste golf", room.Markup, StringComparison.Ordinal), Patience);
        await pushed.Task.WaitAsync(Patience); // also where nothing polls
    }

    private static BunitContext Circuit(InfosessionTestBed bed, Person who, string address, RunningApp? app = null)
    {
        var drawn = new BunitContext();
        drawn.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        drawn.JSInterop.Mode = JSRuntimeMode.Loose;
        var (services, user) = ((app ?? bed.App).Services.CreateAsyncScope().ServiceProvider, SignInClaims.For(who.Id, proven: true));
        drawn.Services.AddFallbackServiceProvider(services);
        drawn.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = user };

        // What is pushed comes without a request.
        ((IHostEnvironmentAuthenticationStateProvider)services.GetRequiredService<AuthenticationStateProvider>()).SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
        drawn.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en-GB");
        return drawn;
    }

    private sealed class NoTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
