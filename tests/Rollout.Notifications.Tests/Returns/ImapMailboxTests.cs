using System.Diagnostics;
using System.Net.Sockets;
using MimeKit;
using Rollout.Notifications.Delivery;
using Rollout.Notifications.Returns;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Returns;

/// <summary>A mailbox of a real server, Dovecot: what was understood is read, the rest stays unread for a human, and nothing is taken twice.</summary>
public sealed class ImapMailboxTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("dovecot-").FullName;
    private readonly int _port = PostgresServer.FreePort();
    private readonly Process _server;

    public ImapMailboxTests()
    {
        File.SetUnixFileMode(_folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(Path.Combine(_folder, "mail/cur"));
        Directory.CreateDirectory(Path.Combine(_folder, "mail/tmp"));
        var inbox = Directory.CreateDirectory(Path.Combine(_folder, "mail/new")).FullName;
        File.WriteAllText(Path.Combine(inbox, "1.one"), "From: zoe@voorbeeld.be\r\nSubject: Automatic reply: Reminder\r\n\r\nI am away.\r\n");
        File.WriteAllText(Path.Combine(inbox, "2.two"), "From: zoe@voorbeeld.be\r\nSubject: Re: Reminder\r\n\r\nWho are you?\r\n");
        File.WriteAllText(Path.Combine(_folder, "dovecot.conf"), Settings());
        if (IsRoot)
        {
            Says("chown", "-R", "dovecot", Path.Combine(_folder, "mail"));
        }

        _server = Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/dovecot") ? "/usr/sbin/dovecot" : "dovecot", ["-F", "-c", Path.Combine(_folder, "dovecot.conf")]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("The tests need Dovecot: run ./test, which installs it, or install the package dovecot-imapd.");
    }

    [Fact]
    public async Task What_was_understood_is_read_and_the_rest_stays_unread_and_is_looked_at_once()
    {
        await ListensAsync();
        var mailbox = new ImapMailbox(new ImapSettings { Host = "127.0.0.1", Port = _port, Security = "none", User = "rollout", Password = "geheim" }, new MailSettings());
        var taken = new List<string>();
        Task<bool> Take(MimeMessage mail)
        {
            taken.Add(mail.Subject ?? "");
            return Task.FromResult(ReturnReader.Read(mail).Kind != ReturnKind.Other);
        }

        Assert.Equal(2, await mailbox.ReadAsync(Take, CancellationToken.None));
        Assert.Equal(0, await mailbox.ReadAsync(Take, CancellationToken.None));
        Assert.Equal(["Automatic reply: Reminder", "Re: Reminder"], taken.Order(StringComparer.Ordinal));

        taken.Clear();
        var afterRestart = new ImapMailbox(new ImapSettings { Host = "127.0.0.1", Port = _port, Security = "none", User = "rollout", Password = "geheim" }, new MailSettings());
        await afterRestart.ReadAsync(Take, CancellationToken.None);
        Assert.Equal(["Re: Reminder"], taken); // still unread for a human
    }

    public void Dispose()
    {
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task ListensAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                using var line = new TcpClient();
                await line.ConnectAsync("127.0.0.1", _port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                Assert.False(_server.HasExited, "Dovecot ended by itself.");
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private string Settings() => $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/run
        log_path = {{_folder}}/log
        protocols = imap
        listen = 127.0.0.1
        ssl = no
        disable_plaintext_auth = no
        default_internal_user = {{(IsRoot ? "dovecot" : Environment.UserName)}}
        default_login_user = {{(IsRoot ? "dovenull" : Environment.UserName)}}
        default_internal_group = {{(IsRoot ? "dovecot" : Id("-gn"))}}
        first_valid_uid = 0
        first_valid_gid = 0
        mail_location = maildir:{{_folder}}/mail
        service imap-login {
          chroot =
          inet_listener imap {
            port = {{_port}}
          }
          inet_listener imaps {
            port = 0
          }
        }
        service anvil {
          chroot =
        }
        service stats {
          chroot =
        }
        passdb {
          driver = static
          args = password=geheim
        }
        userdb {
          driver = static
          args = uid={{(IsRoot ? "dovecot" : Id("-u"))}} gid={{(IsRoot ? "dovecot" : Id("-g"))}} home={{_folder}}
        }
        """;

    // As root it insists on users of its own, who must be able to reach the folder.
    private static bool IsRoot => Environment.UserName == "root";

    private static string Id(string what) => Says("id", what);

    private static string Says(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var said = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return said;
    }
}
