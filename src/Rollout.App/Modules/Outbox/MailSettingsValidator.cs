using Microsoft.Extensions.Options;
using Rollout.App.Shared.Localization;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Modules.Outbox;

/// <summary>Rejects mail settings that make no sense, naming the setting to change.</summary>
internal sealed class MailSettingsValidator(Localizer words) : IValidateOptions<MailSettings>
{
    public ValidateOptionsResult Validate(string? name, MailSettings options)
    {
        var trouble = MailSettingsCheck.TroubleWith(options).Select(t => words["mail-setting." + t.Code, t.Setting, t.Value]).ToList();
        return trouble.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(trouble);
    }
}
