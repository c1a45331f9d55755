using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Infosessions.Registrations;

/// <summary>A place, its holder, and the answer to the reminder for the infosession in its current form. A class with properties, because queries group by them.</summary>
internal sealed class WarmUpPlace
{
    public required PersonId Person { get; init; }
    public required BranchId Branch { get; init; }
    public required WorkType WorkType { get; init; }
    public required TopicId Topic { get; init; }
    public required LocalDateTime Starts { get; init; }
    public required RegistrationState State { get; init; }
    public required bool WalkedIn { get; init; }
    public required WarmUpReply Said { get; init; }
    public required string? Text { get; init; }
}

internal static class PlacesQuery
{
    /// <summary>The places in infosessions, including walk-ins.</summary>
    public static IQueryable<WarmUpPlace> Places(this IQueryable<Infosession> sessions, RolloutDb db) =>
        from s in sessions
        join r in db.Registrations.WithAPlace() on s.Id equals r.Infosession
        join p in db.People on r.Person equals p.Id
        join a in db.WarmUpAnswers on r.Id equals a.Registration into answers
        from a in answers.DefaultIfEmpty()
        select new WarmUpPlace
        {
            Person = p.Id,
            Branch = p.Branch,
            WorkType = p.WorkType,
            Topic = s.Topic,
            Starts = s.Starts,
            State = r.State,
            WalkedIn = r.WalkedIn,
            Said = a != null && a.Round == s.Sequence + r.Changes ? (a.Comes ? WarmUpReply.Comes : WarmUpReply.Cannot)
                : r.RemindedFor == s.Sequence && p.Email != null ? WarmUpReply.Nothing
                : WarmUpReply.NotAsked,
            Text = a!.Text,
        };
}

/// <summary>The answers of people with a place, for users who run the infosession.</summary>
/// <param name="Said">The number of each answer.</param>
/// <param name="Expected">The expected attendance; null once it is over or while too little is known.</param>
/// <param name="Texts">The texts with their authors, who were informed that names are shown.</param>
public sealed record WarmUps(string Question, IReadOnlyDictionary<WarmUpReply, int> Said, int? Expected, IReadOnlyList<(string Name, string Text)> Texts)
{
    public int People => Said.Values.Sum();

    public int Of(WarmUpReply said) => Said.GetValueOrDefault(said);
}

/// <summary>Finds the answers to the reminder of one infosession; null for users who do not run it.</summary>
public sealed class FindWarmUps(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, Shared.Localization.Localizer words, IClock clock)
{
    public async Task<WarmUps?> RunAsync(InfosessionId id, CancellationToken ct = default)
    {
        var actor = await me.GetAsync(ct);
        await using var db = await dbs.CreateDbContextAsync(ct);
        if (await db.Infosessions.Where(s => s.Id == id && s.State == InfosessionState.Published).Facts(db).SingleOrDefaultAsync(ct) is not { } facts || !Infosession.IsReadBy(facts.Facilitator, actor))
        {
            return null;
        }

        var places = db.Infosessions.Where(s => s.Id == id).Places(db).Where(p => !p.WalkedIn);
        var said = await places.GroupBy(p => p.Said).Select(g => new { g.Key, People = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.People, ct);
        var texts = await (
            from place in places
            where place.Text != null && place.Text != ""
            join p in db.People on place.Person equals p.Id
            orderby p.SortName
            select new { p.Name, Text = place.Text! }).ToListAsync(ct);
        var expected = clock.GetCurrentInstant() < facts.StartsAt && !facts.IsDryRun ? (await RatesAsync(db, ct)).Expected(said) : null;
        return new WarmUps(words.WarmUpOf(facts), said, expected is { } about ? (int)Math.Round(about) : null, [.. texts.Select(t => (t.Name, t.Text))]);
    }

    /// <summary>The show-rates of all past infosessions of the rollout, without dry-runs.</summary>
    internal static async Task<ShowRates> RatesAsync(RolloutDb db, CancellationToken ct)
    {
        var past = await (
            from place in db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published).Places(db)
            where !place.WalkedIn && place.State != RegistrationState.Registered
            group place by place.Said into g
            select new { g.Key, Places = g.Count(), Came = g.Count(x => x.State == RegistrationState.Attended) }).ToListAsync(ct);
        return new ShowRates(past.ToDictionary(p => p.Key, p => new ShowRate(p.Places, p.Came)));
    }
}
