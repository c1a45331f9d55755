using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Launches.Waves;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Launches.ControlRooms;

/// <summary>The content of a wave's control room at one moment, in the lead's time zone.</summary>
/// <param name="Stamp">Incremented by every command about the wave: a different value means that something happened.</param>
/// <param name="Rows">One row per branch, in the lead's order, which never changes.</param>
/// <param name="Troubles">Open and solved problems, latest first.</param>
/// <param name="Log">The log, latest first; once live, the roll-call as it comes in.</param>
public sealed record ControlRoom(
    WaveId Id, int Stamp, string Name, WaveState State, Instant MomentAt, LocalDateTime Moment, DateTimeZone Zone, Instant? LiveAt,
    IReadOnlyList<BoardRow> Rows, IReadOnlyList<BoardProblem> Troubles, IReadOnlyList<BoardEvent> Log)
{
    /// <summary>How long after going live the roll-call lasts.</summary>
    public static readonly Duration RollCallLasts = Duration.FromMinutes(30);

    /// <summary>When a missing roll-call is marked, and when the lead is notified.</summary>
    public static readonly Duration MissedAfter = Duration.FromMinutes(15);

    public static readonly Duration ToldAfter = Duration.FromMinutes(60);

    public bool IsRehearsal { get; init; }

    /// <summary>How many were present and had looked in, by the last roll-call of each branch, at the end of each minute since it went live; empty before.</summary>
    public IReadOnlyList<RollCallMinute> Minutes { get; init; } = [];

    /// <summary>Why the count-down is stopped, if someone stopped it.</summary>
    public string? HeldBecause { get; init; }

    public IReadOnlyList<BoardRow> Included => [.. Rows.Where(r => r.State != LaunchState.LeftOut)];

    public LocalDateTime Local(Instant at) => at.InZone(Zone).LocalDateTime;
}

/// <summary>The sum of all roll-calls at the end of a minute after going live.</summary>
public sealed record RollCallMinute(int Minute, int Present, int FirstVisits);

/// <summary>One branch on the board.</summary>
/// <param name="Colleagues">The number of people in the branch.</param>
/// <param name="Present">People present, according to the last roll-call.</param>
/// <param name="FirstVisits">How many of them have opened the platform.</param>
public sealed record BoardRow(LaunchId Launch, string Code, string Name, LaunchState State, SignOffStatusKind SignOff, int Colleagues, int? Present, int? FirstVisits, bool Trouble);

/// <summary>A problem in a branch, from the roll-call that reports it to the one that no longer does.</summary>
/// <param name="Owner">The person who answered it.</param>
/// <param name="Answer">Their latest answer.</param>
public sealed record BoardProblem(Instant At, LaunchId Launch, string Code, string Text, string? By, Instant? SettledAt, string? Owner = null, string? Answer = null);

/// <summary>One entry of the log.</summary>
public sealed record BoardEvent(Instant At, BoardEventKind What, string Code, string Words, int Present = 0, int FirstVisits = 0);

public enum BoardEventKind
{
    Moved,
    Started,
    Held,
    HeldLate,
    Lifted,
    TakenBack,
    PutBack,
    Live,
    Go,
    GoOnCondition,
    NoGo,
    LeftOut,
    RollCall,
    TroubleAnswered,
    TermsChanged,
    Renamed,
}

/// <summary>Reads the control room of a wave.</summary>
public sealed class FindControlRoom(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    private const int LogLines = 14;

    /// <summary>Only the version, which is cheap enough to poll every second.</summary>
    public async Task<int?> StampAsync(WaveId id, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        return await db.Waves.WithRehearsals().Where(w => w.Id == id).Select(w => (int?)w.Version).SingleOrDefaultAsync(ct);
    }

    /// <param name="all">The whole log, instead of what fits on a wall.</param>
    /// <returns>Null when there is no such wave.</returns>
    public async Task<ControlRoom?> RunAsync(WaveId id, bool all = false, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var wave = await db.Waves.WithRehearsals().AsNoTracking().WithReadiness().Include(w => w.Launches).ThenInclude(l => l.RollCalls).SingleOrDefaultAsync(w => w.Id == id, ct);
        if (wave is null)
        {
            return null;
        }

        var ids = wave.Launches.Select(l => l.Branch).ToList();
        var branches = await db.Branches.AsNoTracking().Where(b => ids.Contains(b.Id)).OrderBy(b => b.Position).ToListAsync(ct);
        var colleagues = await db.People.Where(p => p.Active && ids.Contains(p.Branch)).GroupBy(p => p.Branch).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var launches = branches.Join(wave.Launches, b => b.Id, l => l.Branch, (b, l) => (Branch: b, Launch: l)).ToList();
        var events = await db.WaveEvents.AsNoTracking().Where(e => e.Wave == id).ToListAsync(ct);
        var names = await FindWave.NamesAsync(db, [.. wave.Launches.SelectMany(l => l.RollCalls).Select(r => (PersonId?)r.By), .. events.Select(e => e.By)], ct);
        var now = clock.GetCurrentInstant();
        return new ControlRoom(
            wave.Id, wave.Version, wave.Name, wave.State, wave.MomentAt, wave.Moment, wave.Zone, wave.LiveAt,
            [.. launches.Select(x => Row(wave, x.Launch, x.Branch, colleagues.GetValueOrDefault(x.Branch.Id), now))],
            [.. launches.SelectMany(x => Troubles(x.Launch, x.Branch.Code, names).Select(t => Answered(t, x.Branch.Id, events, names))).OrderBy(t => t.SettledAt is not null).ThenByDescending(t => t.At).Take(8)],
            [.. Log(wave, launches, events).Where(e => wave.LiveAt is null || e.What is BoardEventKind.RollCall or BoardEventKind.Live or BoardEventKind.TroubleAnswered || all).OrderByDescending(e => e.At).ThenByDescending(e => e.What).Take(all ? int.MaxValue : LogLines)])
        {
            HeldBecause = wave.HeldBecause,
            IsRehearsal = wave.IsRehearsal,
            Minutes = wave.LiveAt is { } live ? [.. MinutesOf([.. launches.Where(x => x.Launch.State != LaunchState.LeftOut).Select(x => x.Launch.RollCalls)], live, now)] : [],
        };
    }

    // As long as the roll-call lasts: later ones are in the rows.
    private static IEnumerable<RollCallMinute> MinutesOf(IReadOnlyList<IReadOnlyList<RollCall>> calls, Instant live, Instant now)
    {
        var until = Duration.Min(now - live, ControlRoom.RollCallLasts);
        for (var minute = 0; Duration.FromMinutes(minute) <= until; minute++)
        {
            var end = live + Duration.FromMinutes(minute + 1);
            var last = calls.Select(of => of.LastOrDefault(c => c.At < end)).OfType<RollCall>().ToList();
            yield return new RollCallMinute(minute, last.Sum(c => c.Present), last.Sum(c => c.FirstVisits));
        }
    }

    private static BoardRow Row(Wave wave, Launch launch, Branch branch, int colleagues, Instant now) => new(
        launch.Id, branch.Code, branch.Name, launch.State, launch.StatusIn(wave, now).Kind, colleagues,
        launch.LastRollCall?.Present, launch.LastRollCall?.FirstVisits, launch.LastRollCall?.Trouble is not null);

    // A problem is solved when a later roll-call reports none, or another.
    private static IEnumerable<BoardProblem> Troubles(Launch launch, string code, Dictionary<PersonId, string> names)
    {
        BoardProblem? open = null;
        foreach (var call in launch.RollCalls)
        {
            if (open is not null && open.Text != call.Trouble)
            {
                yield return open with { SettledAt = call.At };
                open = null;
            }

            open ??= call.Trouble is { } text ? new BoardProblem(call.At, launch.Id, code, text, names.GetValueOrDefault(call.By), null) : null;
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static BoardProblem Answered(BoardProblem trouble, BranchId branch, List<WaveEvent> events, Dictionary<PersonId, string> names) =>
        events.Where(e => e.Kind == WaveEventKind.TroubleAnswered && e.Branch == branch && e.At >= trouble.At && (trouble.SettledAt is not { } settled || e.At <= settled)).MaxBy(e => e.At) is { } answer
            ? trouble with { Owner = answer.By is { } by ? names.GetValueOrDefault(by) : null, Answer = answer.Words }
            : trouble;

    private static IEnumerable<BoardEvent> Log(Wave wave, List<(Branch Branch, Launch Launch)> launches, List<WaveEvent> events)
    {
        var codes = launches.ToDictionary(x => x.Branch.Id, x => x.Branch.Code);
        foreach (var done in events)
        {
            yield return new BoardEvent(done.At, Enum.Parse<BoardEventKind>(done.Kind.ToString()), done.Branch is { } of ? codes.GetValueOrDefault(of, "") : "", done.Words);
        }

        if (wave.LiveAt is { } live)
        {
            yield return new BoardEvent(live, BoardEventKind.Live, "", "");
        }

        foreach (var (branch, launch) in launches)
        {
            foreach (var signed in launch.SignOffs)
            {
                yield return new BoardEvent(signed.At, signed.Verdict switch { Verdict.Go => BoardEventKind.Go, Verdict.NoGo => BoardEventKind.NoGo, _ => BoardEventKind.GoOnCondition }, branch.Code, signed.Words);
            }

            foreach (var call in launch.RollCalls)
            {
                yield return new BoardEvent(call.At, BoardEventKind.RollCall, branch.Code, "", call.Present, call.FirstVisits);
            }
        }
    }
}
