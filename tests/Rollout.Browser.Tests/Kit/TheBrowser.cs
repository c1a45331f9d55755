using Microsoft.Playwright;

namespace Rollout.Browser.Tests.Kit;

/// <summary>One headless Chromium for the whole run; every visitor gets a context of their own in it.</summary>
internal static class TheBrowser
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--font-render-hinting=none", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
    ];

    private static readonly Lazy<Task<IBrowser>> Running = new(StartAsync);

    public static Task<IBrowser> GetAsync() => Running.Value;

    private static async Task<IBrowser> StartAsync()
    {
        // A busy machine is slow, not wrong.
        Assertions.SetDefaultExpectTimeout(60_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = [.. Flags, $"--use-file-for-fake-video-capture={FakeCamera.File.Value}"], Headless = true });
        AppDomain.CurrentDomain.ProcessExit += (_, _) => playwright.Dispose();
        return browser;
    }

    /// <summary>The Chromium or Chrome of this machine; null to let Playwright use its own, or explain how to get one.</summary>
    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("ROLLOUT_TEST_CHROMIUM") is { Length: > 0 } named)
        {
            return named;
        }

        string[] usual =
        [
            "/usr/bin/chromium", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", @"C:\Program Files\Google\Chrome\Application\chrome.exe",
        ];
        return usual.FirstOrDefault(File.Exists);
    }
}
