using Microsoft.Extensions.Options;
using Rollout.App.Features.Outbox;
using Rollout.App.Wording;
using Rollout.Notifications.Postboxes;

namespace Rollout.App.Operations.Checks;

/// <summary>The mail settings make sense, and the folder can be written or the mail server answers. No mail is sent.</summary>
internal sealed class MailCheck(IOptions<MailSettings> settings, IServiceProvider services, HostSettings host) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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

    // EHLO, STARTTLS, the certificate and the sign-in, as they are before a mail is sent.
    private async Task<Finding> ServerAsync(MailSettings mail, Words words, CancellationToken ct)
    {
        var server = mail.WhereTo(host);
        return await services.GetRequiredService<SmtpTransport>().ProbeAsync(Patience, ct) is { } found
            ? new Finding(words["check.mail"], false, words.OutageOf(found.Problem ?? MailProblem.NotReachable, server, found.Trouble ?? ""))
            : new Finding(words["check.mail"], true, words["check.mail-server-well", server]);
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
