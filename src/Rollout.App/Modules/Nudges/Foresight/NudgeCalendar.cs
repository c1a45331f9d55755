using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Modules.Nudges.TextMessages;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;

namespace Rollout.App.Modules.Nudges.Foresight;

/// <summary>One day of the calendar.</summary>
/// <param name="Messages">How many messages of each rule, in the order of priority.</param>
/// <param name="Channels">How many of them by each channel.</param>
/// <param name="ClosedBranches">Branches in which nobody works on this weekday, because of a holiday or a closing day.</param>
/// <param name="Waves">The names of the waves that go live.</param>
public sealed record NudgeDay(LocalDate Day, IReadOnlyList<(NudgeRule Rule, int Count)> Messages, IReadOnlyList<(MessageChannel Channel, int Count)> Channels, int ClosedBranches, int Sessions, IReadOnlyList<string> Waves)
{
    public int Total => Messages.Sum(m => m.Count);
}

/// <summary>The coming days over all rules.</summary>
/// <param name="PauseMoves">How many messages a pause of a week would make later.</param>
/// <param name="PauseLoses">How many would not leave within the thirty days any more.</param>
public sealed record NudgeDays(IReadOnlyList<NudgeDay> Days, int PauseMoves, int PauseLoses)
{
    /// <summary>What the text messages of all rules cost; null where there are none.</summary>
    public TextMessageBill? TextMessages { get; init; }

    /// <summary>For each rule, how many of its messages a pause of a week would take from these days.</summary>
    public IReadOnlyList<(NudgeRule Rule, int Lost)> PauseLosesOf { get; init; } = [];
}

/// <summary>Foresees the coming messages of all rules, beside holidays, infosessions and go-lives.</summary>
internal sealed class FindNudgeCalendar(IDbContextFactory<RolloutDb> dbs, IEnumerable<INudgeSource> sources, ForeseeTextMessages texts, CurrentUserAccessor me, IClock clock)
{
    private const int PausedDays = 7;
    private const int Slice = 100_000;

    public async Task<NudgeDays> RunAsync(CancellationToken ct = default)
    {
        (await me.GetAsync(ct)).AsReader();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var book = await NudgeRuleBook.LoadAsync(db, sources, ct);
        var reading = await ReadNudges.RunAsync(db, book.Planned, now, only: null, openOnly: false, ct);
        var contacts = await ForeseeRule.ContactsAsync(db, now, ct);
        var ahead = ForeseeRule.Play(reading, reading.Rules, contacts, now, 0);
        var paused = ForeseeRule.Play(reading, reading.Rules, contacts, now, PausedDays);
        var zone = reading.Rollout.Zone;
        var today = now.InZone(zone).Date;
        var messages = ahead.Messages.Select(m => (m.Rule, m.Day, m.Channel, m.Count)).Concat(await FixedAsync(db, book, zone, now, ct)).ToLookup(m => m.Day);
        var (sessions, waves) = (await SessionsAsync(db, today, ct), await WavesAsync(db, zone, now, ct));
        var days = Enumerable.Range(0, ForeseeRule.Days).Select(today.PlusDays).Select(day => new NudgeDay(
            day,
            [.. book.Rules.Select(r => (r, Count: messages[day].Where(m => m.Rule == r.Id).Sum(m => m.Count))).Where(r => r.Count > 0)],
            [.. messages[day].GroupBy(m => m.Channel).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(m => m.Count)))],
            day.DayOfWeek > IsoDayOfWeek.Friday ? 0 : reading.Hours.Values.Count(h => !h.Calendar.IsWorkingDay(day)),
            sessions[day].Count(), [.. waves[day]]));
        var soon = Enumerable.Range(0, PausedDays).Sum(d => messages[today.PlusDays(d)].Sum(m => m.Count));
        var lost = Math.Max(0, ahead.Total() - paused.Total());
        return new NudgeDays([.. days.Where(d => d.Total + d.ClosedBranches + d.Sessions + d.Waves.Count > 0)], soon - Math.Min(soon, lost), lost)
        {
            TextMessages = await texts.RunAsync(db, reading, ahead.Messages, ct),
            PauseLosesOf = [.. reading.Rules.Select(r => (r.Rule, Lost: ahead.Total(r.Rule.Id) - paused.Total(r.Rule.Id))).Where(r => r.Lost > 0)],
        };
    }

    // A fixed rule says itself whom it has next; what it will have later is not known yet.
    private async Task<List<(NudgeRuleId Rule, LocalDate Day, MessageChannel Channel, int Count)>> FixedAsync(RolloutDb db, NudgeRuleBook book, DateTimeZone zone, Instant now, CancellationToken ct)
    {
        var found = new List<(NudgeRuleId, LocalDate, MessageChannel, int)>();
        foreach (var rule in book.Rules.Where(r => r is { IsFixed: true, State: NudgeRuleState.On }))
        {
            var drafts = (await sources.Single(s => s.Code == rule.Code).LoadAsync(db, new NudgePageRequest(0, Slice), now, ct)).Drafts;
            var known = (await db.Outbox.Where(m => m.About == rule.Code).Select(m => m.Key).ToListAsync(ct)).ToHashSet();
            found.AddRange(drafts.Where(d => !known.Contains(d.Nudge.Key)).CountBy(d => (Day: d.Nudge.DueAt.InZone(zone).Date, ByMail: d.To.Email.Length > 0))
                .Select(d => (rule.Id, d.Key.Day, d.Key.ByMail ? MessageChannel.Mail : MessageChannel.StartPage, d.Value)));
        }

        return found;
    }

    private static async Task<ILookup<LocalDate, int>> SessionsAsync(RolloutDb db, LocalDate today, CancellationToken ct)
    {
        var (from, until) = (today.AtMidnight(), today.PlusDays(ForeseeRule.Days).AtMidnight());
        return (await db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published && s.Starts >= from && s.Starts < until).Select(s => s.Starts).ToListAsync(ct)).ToLookup(s => s.Date, _ => 1);
    }

    private static async Task<ILookup<LocalDate, string>> WavesAsync(RolloutDb db, DateTimeZone zone, Instant now, CancellationToken ct) =>
        (await db.Waves.Where(w => w.State != WaveState.Live && w.MomentAt > now).Select(w => new { w.Name, w.MomentAt }).ToListAsync(ct)).ToLookup(w => w.MomentAt.InZone(zone).Date, w => w.Name);
}
