using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rollout.Testing;

/// <summary>What a mail server does with a mail.</summary>
public enum SinkDoes
{
    Take,

    /// <summary>Takes the mail, and hangs up before it says so.</summary>
    DropBeforeReply,

    /// <summary>Takes the mail, and never says so.</summary>
    Hang,
    Say421,
    Say451,
    Say550,
}

/// <summary>A mail server on loopback that takes everything, or misbehaves as a test tells it.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public SmtpSink()
    {
        _listener.Start();
        _ = ListenAsync();
    }

    /// <summary>What it does with a mail to this recipient.</summary>
    public Func<string, SinkDoes> Behaves { get; set; } = _ => SinkDoes.Take;

    /// <summary>Every mail whose end arrived, whatever was answered.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    public int Connections { get; private set; }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            Connections++;
            _ = TalkAsync(client);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using (client)
        using (var reader = new StreamReader(client.GetStream(), Encoding.UTF8))
        await using (var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true })
        {
            await writer.WriteLineAsync("220 sink");
            var does = SinkDoes.Take;
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                var answer = line.Split(' ')[0].ToUpperInvariant() switch
                {
                    "RCPT" => Recipient(does = Behaves(line[9..^1])),
                    "DATA" => "354 go on",
                    "QUIT" => "221 bye",
                    _ => "250 ok",
                };
                await writer.WriteLineAsync(answer);
                if (answer[0] == '3' && !await TakeAsync(reader, writer, does))
                {
                    return;
                }
            }
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, StreamWriter writer, SinkDoes does)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
        {
            mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        Mails.Enqueue(mail.ToString());
        if (does == SinkDoes.Hang)
        {
            await Task.Delay(Timeout.Infinite, _stop.Token);
        }

        if (does == SinkDoes.Take)
        {
            await writer.WriteLineAsync("250 taken");
        }

        return does == SinkDoes.Take;
    }

    private static string Recipient(SinkDoes does) => does switch
    {
        SinkDoes.Say421 => "421 closing",
        SinkDoes.Say451 => "451 try later",
        SinkDoes.Say550 => "550 no such person",
        _ => "250 ok",
    };
}
