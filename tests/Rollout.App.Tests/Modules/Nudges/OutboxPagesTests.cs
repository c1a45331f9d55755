using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Modules.Nudges;

/// <summary>The lead’s pages about the outbox.</summary>
public sealed class OutboxPagesTests
{
    [Fact]
    public async Task The_outbox_shows_every_message_and_its_fate()
    {
        await using var the = await TheNudgePages.StartAsync();
        await the.ANudgeAsync();
        await the.App.Services.GetRequiredService<DispatchOutbox>().RunAsync();
        var lead = the.App.Visitor(the.Lead);
        var message = the.Messages().Single();

        var all = await lead.GetAsync("/outbox");
        Assert.Contains("Whom will you bring to De Brug next?", all.Text, StringComparison.Ordinal);
        Assert.Contains("Sent", all.Text, StringComparison.Ordinal);
        Assert.Contains("One message found", (await lead.GetAsync("/outbox?person=SANNE&kind=Nudge&about=behind-pace&day=2026-11-23&state=Sent")).Text, StringComparison.Ordinal);
        Assert.Contains("No messages found", (await lead.GetAsync("/outbox?person=100%25")).Text, StringComparison.Ordinal);
        Assert.Contains("Whom will you bring", (await lead.GetAsync("/outbox?state=nonsense&day=yesterday&page=99")).Text, StringComparison.Ordinal);

        var one = await lead.GetAsync($"/outbox/{message.Id.Value}");
        Assert.Contains("The mail server took it over.", one.Text, StringComparison.Ordinal);
        Assert.Contains("Ask one colleague today.", one.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/stop/", one.Html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.GetAsync($"/outbox/{Guid.CreateVersion7()}")).Status);
    }

    [Fact]
    public async Task A_parked_message_is_sent_again_by_the_lead_and_only_a_parked_one()
    {
        await using var the = await TheNudgePages.StartAsync();
        await the.ANudgeAsync();
        var message = the.Messages().Single();
        the.Set(message, OutboxState.Failed);
        var lead = the.App.Visitor(the.Lead);

        await lead.SubmitAsync(await lead.GetAsync($"/outbox/{message.Id.Value}"), "/outbox/resend");
        Assert.Equal(OutboxState.Queued, the.Messages().Single().State);

        the.Set(message, OutboxState.Failed);
        var page = await lead.GetAsync("/outbox");
        Assert.Contains("One message could not be sent", page.Text, StringComparison.Ordinal);
        the.Set(message, OutboxState.Unknown);
        await lead.SubmitAsync(page, "/outbox/resend");
        Assert.Equal(OutboxState.Unknown, the.Messages().Single().State);
    }
}
