using Rollout.Notifications.Delivery;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Delivery;

/// <summary>What happened to a mail, as the transport tells it.</summary>
public sealed class SmtpTransportTests
{
    private static readonly SmtpTimeouts Short = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1));

    [Fact]
    public async Task Mails_of_a_session_arrive_over_one_connection()
    {
        await using var sink = new SmtpSink();

        Assert.Equal([DeliveryStatus.Sent, DeliveryStatus.Sent, DeliveryStatus.Sent], await SendAsync(sink, "a@x.be", "b@x.be", "c@x.be"));
        Assert.Equal(3, sink.Mails.Count);
        Assert.Equal(1, sink.Connections);
    }

    [Theory]
    [InlineData(SinkDoes.Say421, DeliveryStatus.Deferred)]
    [InlineData(SinkDoes.Say451, DeliveryStatus.Deferred)]
    [InlineData(SinkDoes.Say550, DeliveryStatus.NoSuchMailbox)]
    [InlineData(SinkDoes.DropBeforeData, DeliveryStatus.Unavailable)]
    [InlineData(SinkDoes.DropBeforeReply, DeliveryStatus.Unknown)]
    [InlineData(SinkDoes.Hang, DeliveryStatus.Unknown)]
    public async Task What_happens_to_one_mail_does_not_touch_the_others(SinkDoes does, DeliveryStatus outcome)
    {
        await using var sink = new SmtpSink { Behaves = to => to == "b@x.be" ? does : SinkDoes.Take };

        Assert.Equal([DeliveryStatus.Sent, outcome, DeliveryStatus.Sent], await SendAsync(sink, "a@x.be", "b@x.be", "c@x.be"));
    }

    [Fact]
    public async Task The_file_in_the_folder_and_what_a_server_gets_are_the_same_bytes()
    {
        await using var sink = new SmtpSink();
        var folder = Directory.CreateTempSubdirectory("rollout-mails-").FullName;
        using var mail = await Mails.RenderAsync(Mails.Service(name: "Zoë d’Hondt", calendar: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Één\r\nEND:VCALENDAR\r\n"));
        await using (var session = Transport(sink.Port).Open())
        await using (var files = new EmlFileTransport(folder).Open())
        {
            await session.SendAsync(mail, default);
            await files.SendAsync(mail, default);
        }

        var file = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(folder)));
        Assert.Equal(file, Assert.Single(sink.Mails));
        Assert.All(file, character => Assert.True(char.IsAscii(character), $"“{character}” is not seven bits."));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_server_is_told_the_name_of_the_site_and_the_size_of_the_mail()
    {
        await using var sink = new SmtpSink();
        using var mail = await Mails.RenderAsync(Mails.Service());
        await using (var session = Transport(sink.Port).Open())
        {
            await session.SendAsync(mail, default);
        }

        Assert.Equal("EHLO rollout.debrug.example", sink.Heard.First());
        Assert.Contains($"SIZE={mail.Bytes.Length}", sink.Heard.Single(line => line.StartsWith("MAIL", StringComparison.Ordinal)), StringComparison.Ordinal);

        // It offers CHUNKING too: a mail of which each part counts as handed over could never be taken back.
        Assert.Contains("DATA", sink.Heard);
    }

    [Fact]
    public async Task A_connection_that_the_server_ended_between_two_mails_is_opened_again()
    {
        await using var sink = new SmtpSink();
        await using var session = Transport(sink.Port).Open();
        using var mail = await Mails.RenderAsync(Mails.Service());
        await session.SendAsync(mail, default);

        sink.HangUpOnAll();

        Assert.Equal(DeliveryResult.Sent, await session.SendAsync(mail, default));
        Assert.Equal(2, sink.Connections);
    }

    [Fact]
    public async Task A_mail_sent_again_carries_the_same_message_id()
    {
        await using var sink = new SmtpSink();
        var message = Mails.Service();
        await using var session = Transport(sink.Port).Open();
        using (var first = await Mails.RenderAsync(message))
        using (var second = await Mails.RenderAsync(message))
        {
            await session.SendAsync(first, default);
            await session.SendAsync(second, default);
        }

        Assert.Single(sink.Mails.Select(m => m.Split("\r\n").Single(l => l.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase))).Distinct());
    }

    [Fact]
    public async Task A_program_that_stops_hands_over_nothing_that_is_not_wholly_written()
    {
        using var stop = new CancellationTokenSource();
        await using var sink = new SmtpSink
        {
            Answers = line =>
            {
                if (line == "DATA")
                {
                    stop.Cancel();
                }

                return null;
            },
        };
        await using var session = Transport(sink.Port).Open();
        using var mail = await Mails.RenderAsync(Mails.Service());

        Assert.Equal(DeliveryStatus.Abandoned, (await session.SendAsync(mail, stop.Token)).DeliveryStatus);
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task A_program_that_stops_waits_for_the_answer_to_a_mail_that_is_wholly_written()
    {
        using var stop = new CancellationTokenSource();
        await using var sink = new SmtpSink
        {
            BeforeReply = _ =>
            {
                stop.Cancel();
                return Task.CompletedTask;
            },
        };
        await using var session = Transport(sink.Port).Open();
        using var mail = await Mails.RenderAsync(Mails.Service());

        Assert.Equal(DeliveryStatus.Sent, (await session.SendAsync(mail, stop.Token)).DeliveryStatus);
    }

    [Fact]
    public async Task A_program_that_stops_waits_only_seconds_for_an_answer_that_does_not_come()
    {
        using var stop = new CancellationTokenSource();
        await using var sink = new SmtpSink
        {
            BeforeReply = _ =>
            {
                stop.Cancel();
                return Task.CompletedTask;
            },
            Answers = line => line == "." ? SmtpSink.Silence : null,
        };
        await using var session = Transport(sink.Port, Short with { Answer = TimeSpan.FromHours(1) }).Open();
        using var mail = await Mails.RenderAsync(Mails.Service());

        Assert.Equal(DeliveryStatus.Unknown, (await session.SendAsync(mail, stop.Token)).DeliveryStatus);
    }

    internal static SmtpTransport Transport(int port, SmtpTimeouts? timeouts = null, string security = "none") => new(
        new MailSettings { Postbox = "smtp", Host = "localhost", Port = port, Security = security }, "rollout.debrug.example", timeouts ?? Short);

    private static async Task<List<DeliveryStatus>> SendAsync(SmtpSink sink, params string[] to)
    {
        var outcomes = new List<DeliveryStatus>();
        await using var session = Transport(sink.Port).Open();
        foreach (var address in to)
        {
            using var mail = await Mails.RenderAsync(Mails.Service(address));
            outcomes.Add((await session.SendAsync(mail, default)).DeliveryStatus);
        }

        return outcomes;
    }
}
