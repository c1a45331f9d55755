using Microsoft.Playwright;
using Rollout.App.Shared.Localization;

namespace Rollout.Browser.Tests.Kit;

/// <summary>How someone uses the site.</summary>
/// <param name="Width">The width of the screen in CSS pixels.</param>
/// <param name="Script">Whether JavaScript runs.</param>
/// <param name="Dark">Whether the dark colour scheme is preferred.</param>
/// <param name="Language">The browser's language.</param>
internal sealed record Browsing(int Width = 1440, bool Script = true, bool Dark = false, string Language = "en-GB")
{
    /// <summary>A phone without script.</summary>
    public static readonly Browsing PlainPhone = new(360, Script: false);

    public static readonly Browsing Phone = new(360);
}

/// <summary>One person in one browser, with their own cookies.</summary>
internal sealed class BrowserVisitor
{
    private static readonly string[] Expected = ["Failed to load resource", "ERR_INTERNET_DISCONNECTED", "Failed to fetch", "Failed to start the transport", "Connection disconnected with error", "Circuit host not initialized", "ERR_CONNECTION_REFUSED", "Handshake was canceled", "Failed to start the circuit"];

    // What the framework's script says while its server is away depends on the moment at which it notices.
    private static readonly string[] ExpectedOfAnAbsentServer = ["onnect", "WebSocket", "Handshake", "transport", "circuit"];

    private readonly List<string> _troubles = [];
    private volatile bool _serverWasStopped;

    private BrowserVisitor(IBrowserContext context, IPage page, string address, string language)
    {
        L = Localizer.In(language[..2]);
        Context = context;
        Page = page;
        Address = address;
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; }

    public string Address { get; }

    /// <summary>Script errors, and violations of the content security policy.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    /// <summary>The texts in this visitor's language, so that tests do not depend on wording.</summary>
    public Localizer L { get; set; }

    public ILocator Heading => Page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    public static async Task<BrowserVisitor> ArriveAsync(string address, Browsing how)
    {
        var browser = await TheBrowser.GetAsync();
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address,
            ViewportSize = new ViewportSize { Width = how.Width, Height = how.Width < 700 ? 780 : 900 },
            JavaScriptEnabled = how.Script,
            ColorScheme = how.Dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = how.Language,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(60_000);
        var visitor = new BrowserVisitor(context, await context.NewPageAsync(), address, how.Language);
        visitor.Watch(visitor.Page);
        return visitor;
    }

    /// <summary>A second window of the same person.</summary>
    public async Task<IPage> OpenAnotherAsync(string path)
    {
        var page = await Context.NewPageAsync();
        Watch(page);
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Closes the tab, and opens another.</summary>
    public async Task ComeBackAsync(string path)
    {
        await Page.CloseAsync();
        Page = await Context.NewPageAsync();
        Watch(Page);
        await Page.GotoAsync(path);
    }

    /// <summary>Opens a page, which must exist.</summary>
    public async Task OpenAsync(string path)
    {
        var response = await Page.GotoAsync(path);
        Assert.True(response is { Ok: true }, $"{path} answered {response?.Status}");
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>Presses the button with this text, and waits for the page that follows.</summary>
    public async Task PressAsync(string button)
    {
        await Button(button).ClickAsync();
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Goes on to the next question of a form in steps, so many times.</summary>
    public async Task ContinueAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var to = await Button(L["form.next"]).GetAttributeAsync("value");
            await Button(L["form.next"]).ClickAsync();
            await Assertions.Expect(Page.Locator("[name=Step]").First).Not.ToHaveAttributeAsync("value", to!);
        }
    }

    public async Task FollowAsync(string link)
    {
        await Link(link).First.ClickAsync();
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>The field with this label.</summary>
    public ILocator Field(string label) => Page.GetByLabel(label, new() { Exact = true });

    public Task TypeAsync(string label, string text) => Field(label).FillAsync(text);

    public Task SelectAsync(string label, string option) => Field(label).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>Signs in as the owner of a mailbox: requests a code, reads it in the mail, types it.</summary>
    public async Task SignInAsync(string email, MailFolder mails, string to = "/")
    {
        await OpenAsync($"/sign-in?to={Uri.EscapeDataString(to)}");
        var before = mails.To(email).Count();
        await TypeAsync(L["sign-in.email"], email);
        await PressAsync(L["sign-in.send"]);
        var mail = await Eventually.GetAsync(() => mails.To(email).Skip(before).LastOrDefault(m => m.HasCode), () => $"No code came for {email}.");
        await TypeAsync(L["sign-in.code"], mail.Code);
        await PressAsync(L["layout.sign-in"]);
        await IsAtAsync(System.Text.RegularExpressions.Regex.Escape(to));
    }

    /// <summary>Expects this text on the page, now or soon.</summary>
    public Task SeesAsync(string words) => Assertions.Expect(Page.Locator("body")).ToContainTextAsync(words);

    public Task SeesHeadingAsync(string words) => Assertions.Expect(Heading).ToContainTextAsync(words);

    public Task IsAtAsync(string path) => Assertions.Expect(Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"^{System.Text.RegularExpressions.Regex.Escape(Address)}{path}"));

    /// <summary>From now on this visitor's pages may complain that the connection is lost; other script errors still count.</summary>
    public void ExpectLostConnection() => _serverWasStopped = true;

    private void Watch(IPage page)
    {
        page.PageError += (_, error) =>
        {
            if (!IsExpected(error))
            {
                Note($"{page.Url}: {error}");
            }
        };
        page.Console += (_, message) =>
        {
            // A page that does not exist or is not allowed is a valid answer. So is a connection that a test interrupts, because the test looks at the result.
            if (message.Type == "error" && !IsExpected(message.Text))
            {
                Note($"{page.Url}: {message.Text}");
            }
        };
    }

    private bool IsExpected(string error) =>
        Expected.Concat(_serverWasStopped ? ExpectedOfAnAbsentServer : []).Any(text => error.Contains(text, StringComparison.Ordinal));

    private void Note(string trouble)
    {
        lock (_troubles)
        {
            _troubles.Add(trouble);
        }
    }
}
