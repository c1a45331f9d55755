using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Modules.Api.Contracts;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Ambassadors;

namespace Rollout.App.Modules.Ambassadors.Profiles;

/// <inheritdoc />
public sealed class ObserveProfiles(IClock clock) : IObserveProfiles
{
    public string Held => "people, profile_evidence, credits";

    public IReadOnlyList<StagedTable> Tables => [ProfileMerge.RowsTable, ProfileMerge.DaysTable, .. CreditSettlementSql.Tables];

    /// <remarks>A day stands for its last instant at the person's branch: an invitation of that same day can still have caused the completion.</remarks>
    public async Task StageAsync(RolloutDb db, Staging staging, IEnumerable<LocalDate> days, Instant now, CancellationToken ct)
    {
        var zones = await db.Branches.Select(b => b.Zone).Distinct().ToListAsync(ct);
        await using (var writer = staging.OpenWriter(ProfileMerge.DaysTable))
        {
            foreach (var (zone, day) in from day in days.Distinct() from zone in zones select (zone, day))
            {
                var end = day.PlusDays(1).AtStartOfDayInZone(zone).ToInstant() - Duration.FromMilliseconds(1);
                await writer.WriteAsync([zone.Id, LocalDatePattern.Iso.Format(day), Instant.Min(end, now).ToUnixTimeMilliseconds()], ct);
            }

            await writer.CompleteAsync(ct);
        }

        await new CreditSettlementSql(staging).StageTermsAsync(db, ct);
    }

    public async Task<CreditSettlementResult> KeepAsync(RolloutDb db, Staging staging, string rows, CancellationToken ct)
    {
        var merge = new ProfileMerge(staging);
        await merge.TakeAsync(rows, ct);
        return await KeepAsync(db, staging, merge, clock.GetCurrentInstant(), ct);
    }

    /// <summary>The same for rows that were compared already.</summary>
    internal static async Task<CreditSettlementResult> KeepAsync(RolloutDb db, Staging staging, ProfileMerge merge, Instant now, CancellationToken ct)
    {
        var definition = await db.ProfileDefinitions.AsNoTracking().OrderByDescending(d => d.Number).FirstOrDefaultAsync(ct);
        await merge.KeepAsync(definition?.Number ?? ProfileDefinition.BuiltIn, (definition?.Counts ?? CountingEvidence.BuiltIn).Imports, ct);
        var settled = await new CreditSettlementSql(staging).SettleAsync(ProfileMerge.Touched, ct);
        if (settled is not { Given: 0, TakenBack: 0 })
        {
            await db.TellCreditsImportedAsync(settled.Given, settled.TakenBack, now, ct);
        }

        return settled;
    }
}
