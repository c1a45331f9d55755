using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Rollout.App.Wording;
using Rollout.Notifications.Postboxes;

namespace Rollout.App.Operations.Checks;

/// <summary>The mail settings make sense, and the folder can be written or the mail server answers. No mail is sent.</summary>
internal sealed class MailCheck(IOptions<MailSettings> settings, HostSettings host) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(Words words, CancellationToken ct)
    {
        try
        {
            var mail = settings.Value;
            return [mail.Postbox == "folder" ? Folder(words) : await ServerAsync(mail, words, ct)];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures.Select(failure => new Finding(words["check.mail"], false, failure))];
        }
    }

    private Finding Folder(Words words)
    {
        var folder = Path.Combine(host.DataFolder, "mails");
        return !Directory.Exists(folder) || FolderCheck.Writable(folder, words) is { Well: true }
            ? new Finding(words["check.mail"], true, words["check.mail-folder", folder])
            : new Finding(words["check.mail"], false, words["check.mail-folder-fix", folder]);
    }

    // The server speaks first (RFC 5321, 3.1): "220" says that it is one, and takes mail.
    private static async Task<Finding> ServerAsync(MailSettings mail, Words words, CancellationToken ct)
    {
        var server = $"{mail.Host}:{mail.PortOrUsual}";
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            using var connection = new TcpClient();
            await connection.ConnectAsync(mail.Host!, mail.PortOrUsual, patience.Token);
            if (mail.Security == "tls")
            {
                return new Finding(words["check.mail"], true, words["check.mail-server", server]);
            }

            using var reader = new StreamReader(connection.GetStream());
            var greeting = await reader.ReadLineAsync(patience.Token) ?? "";
            return greeting.StartsWith("220", StringComparison.Ordinal)
                ? new Finding(words["check.mail"], true, words["check.mail-server", server])
                : new Finding(words["check.mail"], false, words["check.mail-server-fix", server, greeting]);
        }
        catch (Exception e) when (e is SocketException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return new Finding(words["check.mail"], false, words["check.mail-server-fix", server, e.Message]);
        }
    }
}

/// <summary>Refuses mail settings that make no sense, each sentence naming the setting to change.</summary>
internal sealed class MailSettingsInWords(Words words) : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options)
    {
        var trouble = MailSettingsCheck.TroubleWith(options).Select(t => words["mail-setting." + t.Code, t.Setting, t.Value]).ToList();
        return trouble.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(trouble);
    }
}
