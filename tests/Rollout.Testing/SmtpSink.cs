using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Rollout.Testing;

/// <summary>A mail server on loopback that accepts everything, or misbehaves as a test tells it to.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    /// <summary>As an answer: none, and the connection ends.</summary>
    public const string HangUp = "hang up";

    /// <summary>As an answer: none, and the connection is reset.</summary>
    public const string Reset = "reset";

    /// <summary>As an answer: none, ever.</summary>
    public const string Silence = "silence";

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _tlsAtOnce;
    private int _connections;

    /// <param name="certificate">Offers STARTTLS with it.</param>
    /// <param name="tlsAtOnce">Speaks TLS from the first byte instead.</param>
    /// <param name="port">The port, or any that is free.</param>
    public SmtpSink(X509Certificate2? certificate = null, bool tlsAtOnce = false, int port = 0)
    {
        (_certificate, _tlsAtOnce) = (certificate, tlsAtOnce);
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _ = ListenAsync();
    }

    /// <summary>How to treat a mail to this recipient.</summary>
    public Func<string, SinkDoes> Behaves { get; set; } = _ => SinkDoes.Take;

    /// <summary>
    /// What it answers to a command line instead of what is usual: "" is the greeting, "." the end of a mail. <see cref="HangUp"/> and
    /// <see cref="Silence"/> are answers too.
    /// </summary>
    public Func<string, string?> Answers { get; set; } = _ => null;

    /// <summary>Waited for before this mail, which arrived, is answered.</summary>
    public Func<string, Task> BeforeReply { get; set; } = _ => Task.CompletedTask;

    /// <summary>All mails that arrived completely, whatever was replied.</summary>
    public ConcurrentQueue<string> Mails { get; } = new();

    /// <summary>Every command.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public int Connections => _connections;

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A certificate signed by nobody, for this name.</summary>
    public static X509Certificate2 ACertificate(string name = "localhost")
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    /// <summary>Ends every connection that is open, as a server does that has waited long enough.</summary>
    public void HangUpOnAll()
    {
        foreach (var client in _clients.Keys)
        {
            client.Close();
        }
    }

    public ValueTask DisposeAsync()
    {
        _stop.Cancel();
        _listener.Dispose();
        HangUpOnAll();
        return ValueTask.CompletedTask;
    }

    private async Task ListenAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stop.Token);
            client.NoDelay = true;
            Interlocked.Increment(ref _connections);
            _clients[client] = true;
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            Stream stream = client.GetStream();
            if (_tlsAtOnce)
            {
                stream = await EncryptAsync(stream);
            }

            await TalkAsync(stream);
        }
        catch (IOException e) when (e.Message == Reset)
        {
            client.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side has gone, or the test is over.
        }
        finally
        {
            _clients.TryRemove(client, out _);
            client.Dispose();
        }
    }

    private async Task<Stream> EncryptAsync(Stream stream)
    {
        var tls = new SslStream(stream);
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }

    private async Task TalkAsync(Stream stream)
    {
        var talk = new SmtpTalk(stream, _stop.Token);
        var encrypted = _tlsAtOnce;
        var does = SinkDoes.Take;
        await talk.SayAsync(Answers("") ?? "220 sink");
        while (await talk.HearAsync() is { } line)
        {
            Heard.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            var answer = Answers(line) ?? verb switch
            {
                "EHLO" => $"250-sink\r\n{(_certificate is not null && !encrypted ? "250-STARTTLS\r\n" : "")}250-AUTH LOGIN PLAIN XOAUTH2\r\n250-SIZE 10000000\r\n250-8BITMIME\r\n250-CHUNKING\r\n250 PIPELINING",
                "STARTTLS" => "220 go on",
                "AUTH" => "235 ok",
                "RCPT" => Recipient(does = Behaves(line[9..^1])),
                "DATA" => does == SinkDoes.DropBeforeData ? HangUp : "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            };
            await talk.SayAsync(answer);
            if (verb == "STARTTLS" && answer[0] == '2')
            {
                (encrypted, talk) = (true, new SmtpTalk(await EncryptAsync(stream), _stop.Token));
            }
            else if (answer[0] == '3' && verb == "DATA" && !await TakeAsync(talk, does))
            {
                return;
            }
            else if (answer.StartsWith("421", StringComparison.Ordinal) || verb == "QUIT")
            {
                return;
            }
        }
    }

    private async Task<bool> TakeAsync(SmtpTalk talk, SinkDoes does)
    {
        var mail = new StringBuilder();
        while (await talk.HearAsync() is var line && line != ".")
        {
            if (line is null)
            {
                return false;
            }

            mail.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        }

        Mails.Enqueue(mail.ToString());
        await BeforeReply(mail.ToString());
        await talk.SayAsync(does switch
        {
            SinkDoes.Hang => Silence,
            SinkDoes.DropBeforeReply => HangUp,
            _ => Answers(".") ?? "250 taken",
        });
        return true;
    }

    private static string Recipient(SinkDoes does) => does switch
    {
        SinkDoes.Say421 => "421 closing",
        SinkDoes.Say451 => "451 try later",
        SinkDoes.Say550 => "550 5.1.1 no such person",
        _ => "250 ok",
    };
}
