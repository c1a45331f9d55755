using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using NodaTime;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>One test in the browser: a running Rollout and its visitors. If it fails, everything the pages showed is kept.</summary>
internal sealed class Story : IAsyncDisposable
{
    private readonly List<BrowserVisitor> _visitors = [];

    private Story(RunningRollout rollout) => Rollout = rollout;

    public RunningRollout Rollout { get; }

    public StoppedClock Clock => Rollout.Clock;

    public MailFolder Mails => Rollout.Mails;

    /// <summary>Runs a story on an empty database, and checks at the end that nothing went wrong unnoticed.</summary>
    public static async Task TellAsync(Func<Story, Task> tell, Database kind = Database.Sqlite, Instant? now = null, string host = "127.0.0.1", [CallerMemberName] string name = "")
    {
        await using var story = new Story(await RunningRollout.StartAsync(kind, now ?? A.Monday, host));
        try
        {
            await tell(story);
            string[] troubles = [.. story.Rollout.Troubles.All, .. story._visitors.SelectMany(v => v.Troubles)];
            Assert.True(troubles.Length == 0, string.Join(Environment.NewLine, troubles));
        }
        catch (Exception e)
        {
            var folder = await story.KeepAsync($"{name}-{kind}");
            throw new StoryFailedException($"{e.Message}{Environment.NewLine}Pictures of every page, the mails and the outbox: {folder}", e);
        }
    }

    /// <summary>A new visitor of the site.</summary>
    public async Task<BrowserVisitor> VisitorAsync(Browsing? how = null)
    {
        var visitor = await BrowserVisitor.ArriveAsync(Rollout.Address, how ?? new Browsing());
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>A visitor who has just signed in, in the language of their browser.</summary>
    public async Task<BrowserVisitor> SignedInAsync(Person person, Browsing? how = null)
    {
        var visitor = await VisitorAsync(how);
        var (name, value) = Rollout.CookieOf(person);
        var language = (how ?? new Browsing()).Language[..2];
        await visitor.Context.AddCookiesAsync(
        [
            new Cookie { Name = name, Value = value, Url = visitor.Address, HttpOnly = true },
            new Cookie { Name = "rollout-language", Value = $"c={language}|uic={language}", Url = visitor.Address },
        ]);
        return visitor;
    }

    /// <summary>Stops the program under its visitors, and starts it again at the same address.</summary>
    public Task RestartAsync()
    {
        _visitors.ForEach(v => v.ExpectLostConnection());
        return Rollout.RestartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.Context.CloseAsync();
        }

        await Rollout.DisposeAsync();
    }

    private async Task<string> KeepAsync(string name)
    {
        var folder = Path.Combine(Checkout.Artifacts, "failures", name);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var pages = _visitors.SelectMany(v => v.Context.Pages).ToList();
        for (var i = 0; i < pages.Count; i++)
        {
            try
            {
                await pages[i].ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{i + 1}.png"), FullPage = true });
                await File.WriteAllTextAsync(Path.Combine(folder, $"{i + 1}.html"), $"<!-- {pages[i].Url} -->\n{await pages[i].ContentAsync()}");
            }
            catch (PlaywrightException e)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, $"{i + 1}.txt"), e.Message);
            }
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, "troubles.txt"), [.. Rollout.Troubles.All, .. _visitors.SelectMany(v => v.Troubles)]);
        await using (var db = Rollout.Database.CreateDbContext())
        {
            await File.WriteAllLinesAsync(Path.Combine(folder, "outbox.txt"), db.Outbox.AsEnumerable().Select(m => $"{m.Key} {m.State} due {m.DueAt} {m.FailureReason}"));
        }

        foreach (var mail in Mails.All())
        {
            await File.AppendAllTextAsync(Path.Combine(folder, "mails.txt"), $"To: {mail.To}\nSubject: {mail.Subject}\n\n{mail.Text}\n----\n");
        }

        return folder;
    }
}

/// <summary>A story went wrong; the message says where its pictures are.</summary>
internal sealed class StoryFailedException(string message, Exception why) : Exception(message, why);

/// <summary>Folders of the checkout the tests run from.</summary>
internal static class Checkout
{
    public static string Root { get; } = FindRoot();

    /// <summary>The folder for the output of a run; not in version control.</summary>
    public static string Artifacts => Path.Combine(Root, "artifacts");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Rollout.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not run from a checkout.");
        }

        return folder.FullName;
    }
}
