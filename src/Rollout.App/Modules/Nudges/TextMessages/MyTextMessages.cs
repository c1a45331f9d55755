using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.App.Shared.Localization;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Modules.Nudges.TextMessages;

/// <summary>Whether the current user gets text messages, and at which number.</summary>
/// <param name="Number">The last digits; null when none is known.</param>
/// <param name="Consent">What they agree to by wanting them; null without a number.</param>
public sealed record MyTextMessagesView(bool IsOn, bool IsWelcome, string? Number, string? Consent);

/// <summary>Finds whether the current user wants text messages.</summary>
internal sealed class FindMyTextMessages(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IOptions<TextMessageSettings> settings, RolloutSettingsCache rollout, Localizer words)
{
    private const int DigitsShown = 3;

    public async Task<MyTextMessagesView> RunAsync(CancellationToken ct = default)
    {
        var id = (await me.GetAsync(ct)).Id;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await db.People.Where(p => p.Id == id).Select(p => new { p.MobileKey, p.TextMessagesSince }).SingleAsync(ct);
        var number = mine.MobileKey is { Length: > DigitsShown } known ? known[^DigitsShown..] : null;
        var consent = number is null ? null : words["text-message.what", (await rollout.GetAsync(ct)).PlatformName, number];
        return new MyTextMessagesView(settings.Value.IsOn, mine.TextMessagesSince is not null, number, consent);
    }
}

/// <summary>The current user wants text messages, or none any more.</summary>
internal sealed class ChooseTextMessages(FindMyTextMessages find, NudgeSettings settings, CurrentUserAccessor me, Localizer words)
{
    public async Task RunAsync(bool welcome, CancellationToken ct = default)
    {
        var consent = welcome ? (await find.RunAsync(ct)).Consent : null;
        await settings.WelcomeTextsAsync((await me.GetAsync(ct)).Id, consent is null ? null : (consent, words.Language), ct);
    }
}
