using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Launches;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>The announcement in one language, as typed.</summary>
public sealed class WaveAnnouncementInput
{
    public string? Language { get; set; }
    public string? FromLead { get; set; }
    public string? CeoName { get; set; }
    public string? FromCeo { get; set; }
    public string? Film { get; set; }
    public string? Today { get; set; }
}

/// <summary>The announcement of a wave in each of the rollout's languages.</summary>
public sealed record WaveAnnouncementDetails(WaveId Wave, string Name, WaveState State, IReadOnlyList<WaveAnnouncementInput> Languages);

/// <summary>Finds the announcement of a wave, as written so far.</summary>
public sealed class FindWaveAnnouncement(IDbContextFactory<RolloutDb> dbs, RolloutSettingsCache currentRollout)
{
    public async Task<WaveAnnouncementDetails?> RunAsync(WaveId id, CancellationToken ct = default)
    {
        var rollout = await currentRollout.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Waves.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, ct) is not { } wave)
        {
            return null;
        }

        var said = await db.WaveAnnouncement.AsNoTracking().Where(w => w.Wave == id).ToDictionaryAsync(w => w.Language, ct);
        return new WaveAnnouncementDetails(id, wave.Name, wave.State, [.. rollout.Languages.Select(l => said.TryGetValue(l, out var words)
            ? new WaveAnnouncementInput { Language = l, FromLead = words.FromLead, CeoName = words.CeoName, FromCeo = words.FromCeo, Film = words.Film, Today = words.Today }
            : new WaveAnnouncementInput { Language = l })]);
    }
}

/// <summary>The lead writes the announcement of a wave in each language.</summary>
public sealed class WriteWaveAnnouncement(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, RolloutSettingsCache currentRollout)
{
    /// <exception cref="Domain.SharedKernel.BrokenRuleException">A <see cref="WaveRules"/> rule is broken.</exception>
    public async Task RunAsync(WaveId id, IReadOnlyList<WaveAnnouncementInput> typed, CancellationToken ct = default)
    {
        WaveRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        var languages = (await currentRollout.GetAsync(ct)).Languages;
        await using var db = await dbs.CreateDbContextAsync(ct);
        await using var transaction = await db.BeginWaveTransactionAsync(id, ct);
        WaveRules.NothingChangesAfterLive.Ensure(await db.Waves.AnyAsync(w => w.Id == id && w.State != WaveState.Live, ct));
        var said = await db.WaveAnnouncement.Where(w => w.Wave == id).ToDictionaryAsync(w => w.Language, ct);
        foreach (var one in typed.Where(t => languages.Contains(t.Language)))
        {
            if (!said.TryGetValue(one.Language!, out var words))
            {
                words = WaveAnnouncement.In(id, one.Language!);
                db.Add(words);
            }

            words.Update(one.FromLead ?? "", one.CeoName ?? "", one.FromCeo ?? "", one.Film ?? "", one.Today ?? "");
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
