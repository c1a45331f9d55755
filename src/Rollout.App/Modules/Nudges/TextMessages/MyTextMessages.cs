using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Rollout.App.Identity;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Persistence;
using Rollout.Notifications.Delivery;

namespace Rollout.App.Modules.Nudges.TextMessages;

/// <summary>Whether the current user gets text messages, and at which number.</summary>
/// <param name="Number">The last digits; null when none is known.</param>
public sealed record MyTextMessagesView(bool IsOn, bool IsWelcome, string? Number);

/// <summary>Finds whether the current user wants text messages.</summary>
internal sealed class FindMyTextMessages(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, IOptions<TextMessageSettings> settings)
{
    private const int DigitsShown = 3;

    public async Task<MyTextMessagesView> RunAsync(CancellationToken ct = default)
    {
        var id = (await me.GetAsync(ct)).Id;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var mine = await db.People.Where(p => p.Id == id).Select(p => new { p.MobileKey, p.TextMessagesSince }).SingleAsync(ct);
        return new MyTextMessagesView(settings.Value.IsOn, mine.TextMessagesSince is not null, mine.MobileKey is { Length: > DigitsShown } number ? number[^DigitsShown..] : null);
    }
}

/// <summary>The current user wants text messages, or none any more.</summary>
internal sealed class ChooseTextMessages(NudgeSettings settings, CurrentUserAccessor me)
{
    public async Task RunAsync(bool welcome, CancellationToken ct = default) => await settings.WelcomeTextsAsync((await me.GetAsync(ct)).Id, welcome, ct);
}
