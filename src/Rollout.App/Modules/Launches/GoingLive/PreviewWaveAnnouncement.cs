using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Persistence;
using Rollout.Domain.Launches;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Mail;

namespace Rollout.App.Modules.Launches.GoingLive;

/// <summary>The go-live mail as it would arrive, by language, with the words as they were typed so far. Words that would be refused are left out.</summary>
public sealed class PreviewWaveAnnouncement(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, LaunchEmails mails, IClock clock)
{
    /// <returns>Addressed to the lead, as someone of the wave's first branch; nothing when no branch is in the wave.</returns>
    public async Task<IReadOnlyDictionary<string, EmailContent>> RunAsync(WaveId id, IReadOnlyList<WaveAnnouncementInput> typed, CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).Id;
        await using var db = await dbs.CreateDbContextAsync(ct);
        var branch = await db.Branches.Where(b => db.Launches.Any(l => l.Wave == id && l.Branch == b.Id && l.State != LaunchState.LeftOut)).OrderBy(b => b.Position).Select(b => b.Name).FirstOrDefaultAsync(ct);
        if (branch is null)
        {
            return new Dictionary<string, EmailContent>();
        }

        var name = await db.People.Where(p => p.Id == lead).Select(p => p.GivenName).SingleAsync(ct);
        var news = await mails.NewsAsync(clock.GetCurrentInstant(), ct);
        var said = typed.Select(t => Read(id, t)).ToList();
        return said.Select(s => s.Language).Distinct().ToDictionary(language => language, language => news.Content(branch, name, language, said));
    }

    private static WaveAnnouncement Read(WaveId id, WaveAnnouncementInput typed)
    {
        var said = WaveAnnouncement.In(id, typed.Language ?? "");
        said.Update(
            Kept(typed.FromLead, WaveAnnouncement.TextLength), Kept(typed.CeoName, WaveAnnouncement.LineLength), Kept(typed.FromCeo, WaveAnnouncement.TextLength),
            WebAddress.Read(typed.Film, WaveAnnouncement.LineLength) is null ? "" : typed.Film!, Kept(typed.Today, WaveAnnouncement.LineLength));
        return said;
    }

    private static string Kept(string? text, int length) => text?.Trim() is { } said && said.Length <= length ? said : "";
}
