using Microsoft.Playwright;
using Rollout.Browser.Tests.Kit;

namespace Rollout.Browser.Tests;

/// <summary>
/// Makes the screenshots of the README from the demo: the four start pages, the pages the lead uses most and the control room during the roll-call, wide and on a phone. Every run writes
/// them to <c>artifacts/</c>; <c>./screenshots</c> copies them to <c>docs/screenshots</c>, with the first screen of the ten pages used most, light and dark.
/// </summary>
public sealed class ScreenshotTests(DemoRollout demo, LiveDemo live) : IClassFixture<DemoRollout>, IClassFixture<LiveDemo>
{
    private static readonly string? Asked = Environment.GetEnvironmentVariable("ROLLOUT_SCREENSHOTS") is { Length: > 0 } asked ? asked : null;

    /// <summary>The ten pages used most, by role and width; in a run that is not asked for pictures, one of each width in the dark.</summary>
    public static TheoryData<string, string, string, int, bool> MostUsed
    {
        get
        {
            (string Name, string Role, string Path)[] pages =
            [
                ("start-lead", "lead", "/"), ("start-director", "director", "/"), ("start-ambassador", "ambassador", "/"), ("start-employee", "employee", "/"), ("infosessions", "employee", "/infosessions"),
                ("planner", "lead", "/infosessions/planner"), ("ambassadors", "lead", "/ambassadors"), ("people", "lead", "/people"), ("nudges", "lead", "/nudges"), ("participation", "lead", "/participation"),
            ];
            var data = new TheoryData<string, string, string, int, bool>();
            foreach (var (name, role, path) in Asked is null ? pages[4..6] : pages)
            {
                foreach (var (width, dark) in Asked is null ? [(name == "planner" ? 1440 : 360, true)] : new[] { (1440, false), (1440, true), (360, false), (360, true) })
                {
                    data.Add(name, role, path, width, dark);
                }
            }

            return data;
        }
    }

    private static string Folder => Directory.CreateDirectory(Asked ?? Path.Combine(Checkout.Artifacts, "screenshots")).FullName;

    [Theory]
    [MemberData(nameof(MostUsed))]
    public async Task The_first_screen_of_the_pages_used_most_can_be_pictured(string name, string role, string path, int width, bool dark)
    {
        var visitor = await demo.VisitorAsync(role, new Browsing(width, Dark: dark, Language: "nl-NL"));
        await visitor.OpenAsync(path);
        await Assertions.Expect(visitor.Heading).ToBeVisibleAsync();
        var folder = Directory.CreateDirectory(Path.Combine(Folder, "0.2.0"));
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder.FullName, $"{name}-{width}{(dark ? "-dark" : "")}.jpg"), Type = ScreenshotType.Jpeg, Quality = 60 });
        await visitor.Context.CloseAsync();
        Assert.Empty(visitor.Troubles);
    }

    [Theory]
    [InlineData("lead", 1440)]
    [InlineData("lead", 360)]
    [InlineData("ambassador", 1440)]
    [InlineData("ambassador", 360)]
    [InlineData("director", 1440)]
    [InlineData("director", 360)]
    [InlineData("employee", 1440)]
    [InlineData("employee", 360)]
    public Task The_start_page_of_each_role_can_be_pictured(string role, int width) => PictureAsync(demo, role, width, "/", $"start-{role}-{width}.png");

    [Theory]
    [InlineData("ambassadors", "/ambassadors", 1440)]
    [InlineData("ambassadors", "/ambassadors", 360)]
    [InlineData("planner", "/infosessions/planner", 1440)]
    [InlineData("people", "/people", 360)]
    [InlineData("figures", "/infosessions/figures", 1440)]
    [InlineData("nudges", "/nudges", 1440)]
    public Task The_pages_the_lead_uses_most_can_be_pictured(string name, string path, int width) => PictureAsync(demo, "lead", width, path, $"{name}-{width}.png");

    [Theory]
    [InlineData(1440)]
    [InlineData(360)]
    public Task The_control_room_can_be_pictured(int width) => PictureAsync(live, "lead", width, $"/waves/{live.Wave}/control-room", $"control-room-{width}.png");

    private static async Task PictureAsync(DemoRollout demo, string role, int width, string path, string file)
    {
        var visitor = await demo.VisitorAsync(role, new Browsing(width));
        await visitor.OpenAsync(path);
        await Assertions.Expect(visitor.Heading).ToBeVisibleAsync();

        // What sticks to the bottom of a phone's screen belongs at the bottom of the picture.
        await visitor.Page.SetViewportSizeAsync(width, Math.Max(visitor.Page.ViewportSize!.Height, await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollHeight")));
        await visitor.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder, file), FullPage = true });
        await visitor.Context.CloseAsync();
        Assert.Empty(visitor.Troubles);
    }
}
