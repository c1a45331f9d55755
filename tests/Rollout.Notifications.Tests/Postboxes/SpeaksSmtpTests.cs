using Rollout.Notifications.Mail;
using Rollout.Notifications.Postboxes;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Postboxes;

/// <summary>What every postbox that speaks SMTP must tell right.</summary>
public abstract class SpeaksSmtpTests
{
    [Fact]
    public async Task Mails_of_a_round_arrive_over_one_connection()
    {
        await using var sink = new SmtpSink();

        Assert.Equal([Outcome.Sent, Outcome.Sent, Outcome.Sent], await PostAsync(sink, "a@x.be", "b@x.be", "c@x.be"));
        Assert.Equal(3, sink.Mails.Count);
        Assert.Equal(1, sink.Connections);
    }

    [Theory]
    [InlineData(SinkDoes.Say421, Outcome.NotNow)]
    [InlineData(SinkDoes.Say451, Outcome.NotNow)]
    [InlineData(SinkDoes.Say550, Outcome.Refused)]
    [InlineData(SinkDoes.DropBeforeReply, Outcome.Lost)]
    [InlineData(SinkDoes.Hang, Outcome.Lost)]
    public async Task What_happens_to_one_mail_does_not_touch_the_others(SinkDoes does, Outcome outcome)
    {
        await using var sink = new SmtpSink { Behaves = to => to == "b@x.be" ? does : SinkDoes.Take };

        Assert.Equal([Outcome.Sent, outcome, Outcome.Sent], await PostAsync(sink, "a@x.be", "b@x.be", "c@x.be"));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable_and_nothing_is_in_doubt()
    {
        int port;
        await using (var gone = new SmtpSink())
        {
            port = gone.Port;
        }

        Assert.Equal([Outcome.Unreachable], await PostAsync(port, "a@x.be"));
    }

    [Fact]
    public async Task A_server_whose_name_is_wrong_is_unreachable()
    {
        await using var round = Postbox(new MailSettings { Host = "no-such-host.invalid", Security = "none" }, TimeSpan.FromSeconds(20)).Open();
        using var mail = await Mails.ComposeAsync(Mails.Service());

        Assert.Equal(Outcome.Unreachable, (await round.PostAsync(mail, default)).Outcome);
    }

    [Fact]
    public async Task A_mail_sent_again_carries_the_same_message_id()
    {
        await using var sink = new SmtpSink();
        var message = Mails.Service();
        await using var round = Postbox(sink.Port).Open();
        using (var first = await Mails.ComposeAsync(message))
        using (var second = await Mails.ComposeAsync(message))
        {
            await round.PostAsync(first, default);
            await round.PostAsync(second, default);
        }

        Assert.Single(sink.Mails.Select(m => m.Split("\r\n").Single(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))).Distinct());
    }

    protected abstract IPostbox Postbox(MailSettings settings, TimeSpan patience);

    private Task<List<Outcome>> PostAsync(SmtpSink sink, params string[] to) => PostAsync(sink.Port, to);

    private async Task<List<Outcome>> PostAsync(int port, params string[] to)
    {
        var outcomes = new List<Outcome>();
        await using var round = Postbox(port).Open();
        foreach (var address in to)
        {
            using var mail = await Mails.ComposeAsync(Mails.Service(address));
            outcomes.Add((await round.PostAsync(mail, default)).Outcome);
        }

        return outcomes;
    }

    private IPostbox Postbox(int port) => Postbox(new MailSettings { Postbox = "smtp", Host = "127.0.0.1", Port = port, Security = "none" }, TimeSpan.FromSeconds(3));
}

public sealed class SmtpPostboxTests : SpeaksSmtpTests
{
    protected override IPostbox Postbox(MailSettings settings, TimeSpan patience) => new SmtpPostbox(settings, patience);
}

#if MAILKIT
public sealed class MailKitPostboxTests : SpeaksSmtpTests
{
    protected override IPostbox Postbox(MailSettings settings, TimeSpan patience) => new MailKitPostbox(settings, patience);
}
#endif
