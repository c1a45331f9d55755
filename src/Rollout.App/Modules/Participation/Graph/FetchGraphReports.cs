using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Graph;

/// <summary>
/// Fetches the daily reports that are set from Microsoft Graph and takes them over. Reports lag some days behind: the newest says itself which day it is of, and days before it that were never taken over
/// are fetched one by one, as long as Graph still has them.
/// </summary>
public sealed partial class FetchGraphReports : IDisposable
{
    /// <summary>How many days back Graph has the report of a day.</summary>
    public const int DaysBack = 28;

    // So few that one run does not use up what Graph allows.
    private const int MostInARun = 10;

    private static readonly Duration Between = Duration.FromHours(1);

    private readonly IDbContextFactory<RolloutDb> _dbs;
    private readonly ImportActivity _import;
    private readonly GraphSettings _settings;
    private readonly IClock _clock;
    private readonly ILogger _log;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(10) }) { Timeout = TimeSpan.FromMinutes(5) };
    private readonly GraphReports _graph;
    private Instant _notBefore = Instant.MinValue;

    public FetchGraphReports(IDbContextFactory<RolloutDb> dbs, ImportActivity import, GraphSettings settings, IClock clock, ILogger<FetchGraphReports> log)
    {
        (_dbs, _import, _settings, _clock, _log) = (dbs, import, settings, clock, log);
        _graph = new GraphReports(settings, new GraphTokens(settings, _http, clock), _http, clock);
    }

    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = _clock.GetCurrentInstant();
        await using var db = await _dbs.CreateDbContextAsync(ct);
        if (!_settings.IsOn || now < _notBefore || !await db.Rollouts.AnyAsync(ct))
        {
            return;
        }

        _notBefore = now + Between;
        var today = now.InUtc().Date; // days of reports are days of UTC
        foreach (var report in _settings.Reports)
        {
            try
            {
                await TakeAsync(db, report, today, ct);
            }
            catch (GraphException problem)
            {
                _notBefore = now + Duration.Max(Between, problem.Wait ?? Duration.Zero);
                await NoteAsync(db, report, today, fetch => fetch.Fail(problem.Problem.ToString(), now), ct);
                Failed(_log, report.Source, problem.Problem);
                if (problem.Wait is not null)
                {
                    return; // it asks to wait with all of them
                }
            }
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The days before the newest that were never taken over, oldest first.</summary>
    internal static async Task<IReadOnlyList<LocalDate>> MissingAsync(RolloutDb db, GraphReport report, LocalDate newest, CancellationToken ct)
    {
        if (!report.HasDays)
        {
            return [];
        }

        var taken = (await db.GraphFetches.Where(f => f.Report == report.Source && f.Taken).Select(f => f.Day).ToListAsync(ct)).ToHashSet();
        return [.. Enumerable.Range(1 - DaysBack, DaysBack - 1).Select(newest.PlusDays).Where(day => taken.Count > 0 && day > taken.Min() && !taken.Contains(day))]; // what lay before the first is nobody's gap
    }

    private async Task TakeAsync(RolloutDb db, GraphReport report, LocalDate today, CancellationToken ct)
    {
        var newest = await TakeNewestAsync(db, report, today, ct);
        foreach (var day in newest is null ? [] : (await MissingAsync(db, report, newest.Value, ct)).Take(MostInARun))
        {
            await TakeDayAsync(db, report, day, ct);
        }
    }

    private async Task<LocalDate?> TakeNewestAsync(RolloutDb db, GraphReport report, LocalDate today, CancellationToken ct)
    {
        await using var file = await _graph.NewestAsync(report, ct);
        if (file is null || await ImportAsync(report, file, null, ct) is not { } result || result.Report?.LastDay is not { } text)
        {
            return null;
        }

        var day = LocalDatePattern.Iso.Parse(text).Value;
        await NoteAsync(db, report, day, fetch => Settle(fetch, result), ct);
        if (day != today)
        {
            await NoteAsync(db, report, today, fetch => fetch.Fail(null, _clock.GetCurrentInstant()), ct); // not there yet
        }

        return day;
    }

    private async Task TakeDayAsync(RolloutDb db, GraphReport report, LocalDate day, CancellationToken ct)
    {
        await using var file = await _graph.OfAsync(report, day, ct);
        var result = file is null ? null : await ImportAsync(report, file, day, ct);
        await NoteAsync(db, report, day, fetch =>
        {
            if (result is null)
            {
                fetch.Fail(null, _clock.GetCurrentInstant());
            }
            else
            {
                Settle(fetch, result);
            }
        }, ct);
    }

    /// <summary>Takes a report over, unless it covers another day than the one requested.</summary>
    private async Task<ImportResult?> ImportAsync(GraphReport report, MemoryStream file, LocalDate? day, CancellationToken ct)
    {
        var name = day is { } asked ? $"graph-{report.Source}-{LocalDatePattern.Iso.Format(asked)}.csv" : $"graph-{report.Source}.csv";
        var look = await _import.RunAsync(file, preview: true, name, day, ct: ct);
        if (look.Refusal == FileRefusal.None && day is not null && look.Report?.LastDay is { } came && came != LocalDatePattern.Iso.Format(day.Value))
        {
            throw new GraphException(GraphProblem.OtherDay);
        }

        file.Position = 0;
        return look.Refusal == FileRefusal.None && look.Rows.Count > 0 ? await _import.RunAsync(file, preview: false, name, day, ct: ct) : look;
    }

    private void Settle(GraphFetch fetch, ImportResult result)
    {
        if (result.Refusal == FileRefusal.None)
        {
            fetch.Succeed(_clock.GetCurrentInstant());
        }
        else
        {
            // A header without rows: the day is not there yet.
            fetch.Fail(result.Refusal is FileRefusal.NoRows or FileRefusal.Empty ? null : result.Refusal.Code(), _clock.GetCurrentInstant());
        }
    }

    private static async Task NoteAsync(RolloutDb db, GraphReport report, LocalDate day, Action<GraphFetch> note, CancellationToken ct)
    {
        var fetch = await db.GraphFetches.SingleOrDefaultAsync(f => f.Report == report.Source && f.Day == day, ct) ?? db.GraphFetches.Add(GraphFetch.Of(report.Source, day)).Entity;
        note(fetch);
        await db.SaveChangesAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No report of {Source} from Microsoft Graph: {Problem}")]
    private static partial void Failed(ILogger logger, string source, GraphProblem problem);
}
