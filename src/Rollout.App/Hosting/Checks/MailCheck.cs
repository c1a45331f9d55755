using Microsoft.Extensions.Options;
using Rollout.App.Modules.Outbox;
using Rollout.App.Shared.Localization;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Hosting.Checks;

/// <summary>Checks that the mail settings make sense, and that the folder can be written to or the mail server answers. No mail is sent.</summary>
internal sealed class MailCheck(IOptions<MailSettings> settings, IServiceProvider services, HostSettings host) : ICheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<IReadOnlyList<CheckResult>> RunAsync(Localizer words, CancellationToken ct)
    {
        try
        {
            var mail = settings.Value;
            return [mail.Postbox == "folder" ? Folder(words) : await ServerAsync(mail, words, ct)];
        }
        catch (OptionsValidationException e)
        {
            return [.. e.Failures.Select(failure => new CheckResult(words["check.mail"], false, failure))];
        }
    }

    private CheckResult Folder(Localizer words)
    {
        var folder = Path.Combine(host.DataFolder, "mails");
        return !Directory.Exists(folder) || FolderCheck.Writable(folder, words) is { Well: true }
            ? new CheckResult(words["check.mail"], true, words["check.mail-folder", folder])
            : new CheckResult(words["check.mail"], false, words["check.mail-folder-fix", folder]);
    }

    // EHLO, STARTTLS, the certificate and the sign-in, as they are before a mail is sent.
    private async Task<CheckResult> ServerAsync(MailSettings mail, Localizer words, CancellationToken ct)
    {
        var server = mail.WhereTo(host);
        return await services.GetRequiredService<SmtpTransport>().ProbeAsync(Patience, ct) is { } found
            ? new CheckResult(words["check.mail"], false, words.OutageOf(found.Problem ?? MailProblem.NotReachable, server, found.FailureReason ?? ""))
            : new CheckResult(words["check.mail"], true, words["check.mail-server-well", server]);
    }
}

/// <summary>Rejects mail settings that make no sense, naming the setting to change.</summary>
internal sealed class MailSettingsValidator(Localizer words) : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options)
    {
        var trouble = MailSettingsCheck.TroubleWith(options).Select(t => words["mail-setting." + t.Code, t.Setting, t.Value]).ToList();
        return trouble.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(trouble);
    }
}
