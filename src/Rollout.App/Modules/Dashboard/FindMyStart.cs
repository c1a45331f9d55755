using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Access;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Dashboard;

/// <summary>What an employee has to do: their infosession, their invitation, their branch's go-live.</summary>
/// <param name="Giving">The infosessions they give themselves, today or later, soonest first.</param>
/// <param name="InvitedBy">The ambassador whose invitation waits for their profile, if any.</param>
public sealed record MyStart(
    IReadOnlyList<StartSession> Giving, IReadOnlyList<StartSession> Mine, IReadOnlyList<StartSession> Nearest, string? InvitedBy, string? InvitationCode, bool ProfileComplete, bool HasBeen, LocalDateTime? GoesLive, bool IsLive)
{
    /// <summary>Where a facilitator is: something published to give, someone who signed up for it, and who came noted at one.</summary>
    public (bool Published, bool Chosen, bool Noted) Gave { get; init; }
}

/// <summary>An infosession on a start page, in its branch's time.</summary>
public sealed record StartSession(InfosessionId Id, TopicTitle Topic, LocalDateTime Starts, int Minutes, DateTimeZone Zone, string? Branch, string? Place, int Free)
{
    public LocalTime Ends => Starts.PlusMinutes(Minutes).TimeOfDay;
}

public sealed class FindMyStart(IDbContextFactory<RolloutDb> dbs, IClock clock)
{
    public async Task<MyStart> RunAsync(CurrentUser me, CancellationToken ct = default)
    {
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var meant = await MeantForAsync(db, me, ct);
        var coming = db.Infosessions.Where(s => s.State == InfosessionState.Published && s.StartsAt > now);
        var mine = coming.Where(s => db.Registrations.Any(r => r.Infosession == s.Id && r.Person == me.Id && r.State == RegistrationState.Registered));
        var nearest = coming.VisibleTo(db, me.Id).Where(s => s.Facilitator != me.Id && s.Waiting == 0 && s.Taken + s.Offered < s.Seats && !db.Registrations.Any(r => r.Infosession == s.Id && r.Person == me.Id && r.State == RegistrationState.Registered))
            .OrderByDescending(s => s.Branch == me.Branch || s.Branch == null || s.Link != null).ThenByDescending(s => meant.Contains(s.Topic)).ThenBy(s => s.StartsAt);
        var halfADayAgo = now - Duration.FromHours(12);
        var giving = db.Infosessions.Where(s => s.State == InfosessionState.Published && s.Facilitator == me.Id && s.EndsAt > halfADayAgo);
        var invitation = await db.Invitations
            .Where(i => i.Colleague == me.Id && !db.Credits.Any(c => c.Colleague == me.Id))
            .OrderByDescending(i => i.AcceptedAt != null).ThenBy(i => i.InvitedAt)
            .Join(db.Ambassadors.Where(a => a.SteppedDownAt == null), i => i.Ambassador, a => a.Id, (i, a) => a)
            .Join(db.People, a => a.Person, p => p.Id, (a, p) => new { a.Code, p.GivenName })
            .FirstOrDefaultAsync(ct);
        var wave = await db.Waves.Where(w => w.Launches.Any(l => l.Branch == me.Branch && l.State != LaunchState.LeftOut))
            .OrderBy(w => w.State == WaveState.Live).ThenBy(w => w.MomentAt).Select(w => new { w.Moment, w.State }).FirstOrDefaultAsync(ct);
        return new MyStart(
            me.IsFacilitator ? [.. (await ListAsync(db, giving.OrderBy(s => s.StartsAt), 3, ct)).Where(s => s.Starts.Date >= now.InZone(s.Zone).Date)] : [],
            await ListAsync(db, mine.OrderBy(s => s.StartsAt), 3, ct),
            await ListAsync(db, nearest, 3, ct),
            invitation?.GivenName, invitation?.Code,
            await db.People.AnyAsync(p => p.Id == me.Id && p.ProfileCompleteSince != null, ct),
            await db.Registrations.WithoutDryRuns(db).AnyAsync(r => r.Person == me.Id && r.State == RegistrationState.Attended, ct),
            wave?.Moment, wave?.State == WaveState.Live)
        { Gave = me.IsFacilitator ? await GaveAsync(db, me.Id, ct) : default };
    }

    private static async Task<(bool Published, bool Chosen, bool Noted)> GaveAsync(RolloutDb db, PersonId me, CancellationToken ct)
    {
        var given = db.Infosessions.WithoutDryRuns().Where(s => s.Facilitator == me && s.State == InfosessionState.Published);
        return (await given.AnyAsync(ct), await given.AnyAsync(s => s.Taken > 0, ct),
            await db.Registrations.WithoutDryRuns(db).AnyAsync(r => r.State == RegistrationState.Attended && given.Any(s => s.Id == r.Infosession), ct));
    }

    // There are few topics, so their audiences are evaluated in memory.
    private static async Task<IReadOnlyList<TopicId>> MeantForAsync(RolloutDb db, CurrentUser me, CancellationToken ct)
    {
        var workType = await db.People.Where(p => p.Id == me.Id).Select(p => p.WorkType).SingleAsync(ct);
        var topics = await db.Topics.Select(t => new { t.Id, t.Audience }).ToListAsync(ct);
        return [.. topics.Where(t => t.Audience.Includes(workType, me.Branch)).Select(t => t.Id)];
    }

    private static async Task<IReadOnlyList<StartSession>> ListAsync(RolloutDb db, IQueryable<Infosession> sessions, int first, CancellationToken ct) =>
        await sessions.Take(first).Join(db.Topics, s => s.Topic, t => t.Id, (s, t) => new { Session = s, Topic = t })
            .Select(x => new StartSession(
                x.Session.Id, new TopicTitle(x.Topic.Title, x.Topic.Language, x.Topic.Translations), x.Session.Starts, x.Session.Minutes, x.Session.Zone,
                db.Branches.Where(b => b.Id == x.Session.Branch).Select(b => b.Name).FirstOrDefault(), x.Session.Place, x.Session.Seats - x.Session.Taken - x.Session.Offered))
            .ToListAsync(ct);
}
