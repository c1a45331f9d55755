using Microsoft.EntityFrameworkCore;
using Rollout.App.Identity;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Reports;

/// <summary>The lead takes a report back: everything imported from it is undone.</summary>
public sealed class TakeReportBack(ChangeEvidence changeEvidence, CurrentUserAccessor me)
{
    public async Task RunAsync(ActivityReportId id, CancellationToken ct = default)
    {
        ParticipationRules.OnlyTheLead.Ensure((await me.GetAsync(ct)).IsLead);
        await changeEvidence.RunAsync(async db =>
        {
            if (await db.ActivityReports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } report)
            {
                return []; // taken back already
            }

            await db.Statements.Where(s => s.Report == id).ExecuteDeleteAsync(ct);
            await db.ActivityReports.Where(r => r.Id == id).ExecuteDeleteAsync(ct);
            await db.ParticipationSums
                .Where(s => s.Source == report.Source && s.Day == report.Day && !db.ActivityReports.Any(r => r.Source == report.Source && r.Day == report.Day)).ExecuteDeleteAsync(ct);
            return [report.Source];
        }, ct);
    }
}
