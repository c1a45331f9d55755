using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Participation.Contracts;

/// <summary>
/// Who used the platform, as sets that other queries are composed of. Only the person may see what they say about them: they decide who something is for, and are never
/// shown.
/// </summary>
public static class PlatformUse
{
    // Older reports say nothing about today.
    private const int FreshDays = 14;

    /// <summary>
    /// The people known to have visited, reacted or posted in the window of <paramref name="figure"/> that ends on <paramref name="on"/>. Those who are missing are not known to
    /// have done it, which is not the same as not having done it: see <see cref="SayableAsync"/>.
    /// </summary>
    public static IQueryable<PersonId> WhoDid(this RolloutDb db, Figure figure, LocalDate on) => WhoDid(db, figure, figure.Since(on), on);

    /// <summary>The same for a window of one's own.</summary>
    public static IQueryable<PersonId> WhoDid(this RolloutDb db, Figure figure, LocalDate since, LocalDate on)
    {
        var said = from statement in db.Statements
                   join account in db.PlatformAccounts on statement.Account equals account.Id
                   where account.Person != null
                   select new { statement, account };
        if (figure is Figure.Visited or Figure.Active)
        {
            return said.Where(s => s.statement.LastDay >= since && s.statement.LastDay <= on).Select(s => s.account.Person!.Value);
        }

        var reports = db.ActivityReports.Where(r => r.Since >= since && r.Day <= on).Select(r => r.Id);
        return figure == Figure.Reacted
            ? said.Where(s => s.statement.Reacted && reports.Contains(s.statement.Report)).Select(s => s.account.Person!.Value)
            : said.Where(s => s.statement.Posted && reports.Contains(s.statement.Report)).Select(s => s.account.Person!.Value);
    }

    /// <summary>The people whose account the latest report calls suspended or deleted.</summary>
    public static IQueryable<PersonId> WithClosedAccount(this RolloutDb db) => db.Activity.Where(a => a.Closed).Select(a => a.Person);

    /// <summary>The figures that the reports up to a day can say; of the others it is not known who did not.</summary>
    public static async Task<IReadOnlySet<Figure>> SayableAsync(this RolloutDb db, LocalDate on, CancellationToken ct)
    {
        var since = Figure.Visited.Since(on);
        var reports = await db.ActivityReports.AsNoTracking().Where(r => r.Day >= since && r.Day <= on).ToListAsync(ct);
        return reports.GroupBy(r => r.Source)
            .Select(source => (Newest: source.Max(r => r.Day), Reports: source.ToList()))
            .Where(source => source.Newest >= on.PlusDays(-FreshDays))
            .SelectMany(source => Enum.GetValues<Figure>().Where(figure => ActivityReport.CanSay(figure, source.Newest, source.Reports)))
            .ToHashSet();
    }
}
