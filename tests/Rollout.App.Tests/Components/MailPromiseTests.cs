using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Rollout.App.Shared;
using Rollout.App.Shared.Components;
using Rollout.App.Shared.Mails;
using Rollout.Notifications.Delivery;
using Rollout.Testing;

namespace Rollout.App.Tests.Components;

/// <summary>No page promises a mail that nobody gets.</summary>
public sealed class MailPromiseTests
{
    private static readonly MailSettings Server = new() { Postbox = "smtp" };
    private static readonly MailSettings Folder = new();

    [Theory]
    [InlineData(true, false, "It is on its way.", "")]
    [InlineData(false, false, "Look here. No mail leaves: it is not set up here yet.", "No mail leaves: it is not set up here yet.")]
    [InlineData(false, true, "Look here. No mail leaves: this is a demo.", "No mail leaves: this is a demo.")]
    public void A_promise_gives_way_to_the_truth_and_before_an_act_only_the_truth_is_said(bool leaves, bool demo, string promise, string before) =>
        Assert.Equal((promise, before), Read(leaves ? Server : Folder, new StoppedClock(A.Monday), demo));

    [Fact]
    public void While_the_mail_server_takes_nothing_it_says_that_mail_waits()
    {
        const string Waits = "Mail has to wait: the mail server takes nothing right now. It leaves by itself once that is solved.";
        Assert.Equal(($"Look here. {Waits}", Waits), Read(Server, new StoppedClock(A.Monday), demo: false, failing: true));
    }

    private static (string Promise, string Before) Read(MailSettings settings, StoppedClock clock, bool demo, bool failing = false)
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout(demo: demo));
        var transport = new MailTransportStatus(clock, NullLogger<MailTransportStatus>.Instance);
        for (var i = 0; failing && i < 2; i++)
        {
            transport.Failed(MailProblem.SignIn, "535 Authentication unsuccessful", Guid.CreateVersion7());
        }

        using var drawn = new Drawn(services => services
            .AddSingleton(new MailReach(Options.Create(settings), transport)).AddSingleton(new RolloutSettingsCache(database, ACache.New())));
        var promise = drawn.Render<MailPromise>(p => p.Add(m => m.Words, "It is on its way.").Add(m => m.Otherwise, "Look here."));
        return (promise.Markup.Trim(), drawn.Render<MailPromise>().FindAll("p.note").SingleOrDefault()?.TextContent ?? "");
    }
}
