using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Catalogue;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Persistence;
using Rollout.App.Shared.Localization;
using Rollout.Domain.Infosessions;

namespace Rollout.App.Modules.Infosessions.Attendance;

/// <summary>The ways to group people.</summary>
public enum FigureKind
{
    Topic,
    Branch,
    WorkType,

    /// <summary>Their answer to the reminder.</summary>
    Answer,

    /// <summary>The week of the infosession, by its Monday.</summary>
    Week,
}

/// <summary>The attendance of past infosessions.</summary>
/// <param name="All">All people; null when there are fewer than five.</param>
/// <param name="By">The same people by topic, branch, work type, answer and week; small groups are merged.</param>
/// <param name="NotNoted">Places for which attendance was not noted; they are in no figure.</param>
public sealed record AttendanceFigures(AttendanceGroup? All, IReadOnlyDictionary<FigureKind, IReadOnlyList<AttendanceGroup>> By, int NotNoted);

/// <summary>Finds attendance, no-shows, walk-ins and show-rate: of all infosessions for the lead, of their own for facilitators. Dry-runs are excluded.</summary>
public sealed class FindFigures(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, Localizer words, IClock clock)
{
    public async Task<AttendanceFigures> RunAsync(CancellationToken ct = default)
    {
        var (actor, now) = (await me.GetAsync(ct), clock.GetCurrentInstant());
        var (isLead, facilitator) = (actor.SeesAll, actor.Id);
        await using var db = await dbs.CreateDbContextAsync(ct);
        var over = db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published && s.StartsAt <= now && (isLead || s.Facilitator == facilitator)).Places(db);
        var noted = over.Where(p => p.State != RegistrationState.Registered);
        var all = (await CountAsync(noted.GroupBy(_ => 1), ct)).Select(c => Group(words["figures.all"], c)).SingleOrDefault();
        if (all is not { People: >= AttendanceGroup.MinGroupSize })
        {
            return new AttendanceFigures(null, new Dictionary<FigureKind, IReadOnlyList<AttendanceGroup>>(), 0);
        }

        var topics = await db.Topics.ToDictionaryAsync(t => t.Id, t => new TopicTitle(t.Title, t.Language, t.Translations), ct);
        var branches = await db.Branches.ToDictionaryAsync(b => b.Id, b => b.Name, ct);
        var byTopic = await CountAsync(noted.GroupBy(p => p.Topic), ct);
        var byBranch = await CountAsync(noted.GroupBy(p => p.Branch), ct);
        var byWork = await CountAsync(noted.GroupBy(p => p.WorkType), ct);
        var byAnswer = await CountAsync(noted.Where(p => !p.WalkedIn).GroupBy(p => p.Said), ct);
        var byWeek = (await CountAsync(noted.GroupBy(p => p.Starts), ct)).GroupBy(c => DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)(c.Key.Date)).OrderBy(g => g.Key);
        return new AttendanceFigures(
            all,
            new Dictionary<FigureKind, IReadOnlyList<AttendanceGroup>>
            {
                [FigureKind.Topic] = Shown(byTopic.Select(c => Group(topics[c.Key].In(words.Language), c) with { Language = words.LanguageOf(topics[c.Key]) }), overlap: true),
                [FigureKind.Branch] = Shown(byBranch.Select(c => Group(branches[c.Key], c)), overlap: false),
                [FigureKind.WorkType] = Shown(byWork.Select(c => Group(words.WorkTypeName(c.Key.ToString()), c)), overlap: false),
                [FigureKind.Answer] = Shown(byAnswer.OrderBy(c => c.Key).Select(c => Group(words["figures.said-" + c.Key], c)), overlap: true, sorted: true),
                [FigureKind.Week] = Shown(byWeek.Select(g => new AttendanceGroup(words.ShortDay(g.Key), g.Sum(c => c.People), g.Sum(c => c.Came), g.Sum(c => c.NoShows), g.Sum(c => c.WalkedIn))), overlap: true, sorted: true),
            },
            await over.CountAsync(p => p.State == RegistrationState.Registered, ct));
    }

    private IReadOnlyList<AttendanceGroup> Shown(IEnumerable<AttendanceGroup> groups, bool overlap, bool sorted = false) =>
        AttendanceGroup.Shown([.. sorted ? groups : groups.OrderBy(g => g.Name, StringComparer.Create(words.Culture, ignoreCase: true))], words["figures.others"], overlap);

    private static AttendanceGroup Group<TKey>(string name, AttendanceCount<TKey> counted) => new(name, counted.People, counted.Came, counted.NoShows, counted.WalkedIn);

    private static Task<List<AttendanceCount<TKey>>> CountAsync<TKey>(IQueryable<IGrouping<TKey, WarmUpPlace>> groups, CancellationToken ct) =>
        groups.Select(g => new AttendanceCount<TKey>
        {
            Key = g.Key,
            People = g.Select(p => p.Person).Distinct().Count(),
            Came = g.Count(p => p.State == RegistrationState.Attended && !p.WalkedIn),
            NoShows = g.Count(p => p.State == RegistrationState.NoShow),
            WalkedIn = g.Count(p => p.WalkedIn),
        }).ToListAsync(ct);

    private sealed class AttendanceCount<TKey>
    {
        public required TKey Key { get; init; }
        public required int People { get; init; }
        public required int Came { get; init; }
        public required int NoShows { get; init; }
        public required int WalkedIn { get; init; }
    }
}
