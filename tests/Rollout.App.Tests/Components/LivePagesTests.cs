using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Planner;
using Rollout.App.Modules.Launches.ControlRooms;
using Rollout.App.Tests.Modules.Infosessions;
using Rollout.App.Tests.Modules.Infosessions.Planner;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Components;

/// <summary>The pages that keep a connection, as their circuit draws them: with what the application has, and without a browser whose script answers.</summary>
public sealed class LivePagesTests
{
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

    private static BunitContext Circuit(InfosessionTestBed bed, Person who, string address)
    {
        var drawn = new BunitContext();
        drawn.Renderer.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        drawn.JSInterop.Mode = JSRuntimeMode.Loose;
        drawn.Services.AddFallbackServiceProvider(bed.App.Services.CreateAsyncScope().ServiceProvider);
        drawn.Services.GetRequiredService<IHttpContextAccessor>().HttpContext = new DefaultHttpContext { User = SignInClaims.For(who.Id, proven: true) };
        drawn.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("en-GB");
        return drawn;
    }
}
