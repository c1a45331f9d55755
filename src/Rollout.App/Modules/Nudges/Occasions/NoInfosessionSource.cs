using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Asks people without an infosession to pick one before their branch goes live. Being on a waiting list counts as picking one.</summary>
internal sealed class NoInfosessionSource(RolloutSettingsCache current, NoInfosessionEmail letter) : INudgeSource
{
    public string Code => NoInfosessionRule.Rule;

    public bool OnceAWeek => false;

    public bool IsPersonal => false;

    public Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct) =>
        DraftAsync(db, Candidates(db, slice, now).OrderBy(c => c.Person.Id).Skip(slice.Skip).Take(slice.Take), now, ct);

    /// <summary>Whether and when someone is asked is the same for everyone whose branch is in one launch.</summary>
    public async Task<NudgeCount> CountAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var launches = await Candidates(db, NudgePageRequest.Everyone, now)
            .GroupBy(c => new { c.Launch, c.Branch.Id, c.MomentAt })
            .Select(g => new { g.Key.Launch, Branch = g.Key.Id, g.Key.MomentAt, People = g.Count() }).ToListAsync(ct);
        var around = await NearbyInfosessions.LoadAsync(db, [.. launches.Select(l => l.Branch)], now, ct, withUptake: false);
        var all = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        var due = (
            from launch in launches
            let nudge = new NoInfosessionRule(default, all[launch.Branch], launch.Launch, launch.MomentAt, HasSeatOrCame: false, around.Near(launch.Branch, null, launch.MomentAt).Count > 0).Plan(now)
            where nudge is not null
            orderby nudge.DueAt
            select (launch.Launch, nudge.DueAt, launch.People)).ToList();
        var first = due.Select(d => d.Launch).FirstOrDefault();
        var example = due.Count == 0 ? null : await DraftAsync(db, Candidates(db, NudgePageRequest.Everyone, now).Where(c => c.Launch == first).OrderBy(c => c.Person.Id).Take(1), now, ct);
        return NudgeCount.Of(due.Select(d => (d.DueAt, d.People)), example?.Drafts is [var draft, ..] ? draft : null);
    }

    /// <summary>People without an infosession whose branch goes live soon.</summary>
    private IQueryable<Candidate> Candidates(RolloutDb db, NudgePageRequest slice, Instant now)
    {
        var horizon = now + Duration.FromDays(NoInfosessionRule.DaysBefore + 5);
        return
            from person in slice.Reachable(this, db, now).WithoutInfosession(db)
            join branch in db.Branches on person.Branch equals branch.Id
            join launch in db.Launches on branch.Id equals launch.Branch
            join wave in db.Waves on launch.Wave equals wave.Id
            where launch.State == LaunchState.Planned && wave.State != WaveState.Live && wave.MomentAt > now && wave.MomentAt < horizon
            where slice.Only != null || !db.Outbox.Any(m => m.Person == person.Id && m.About == NoInfosessionRule.Rule && m.SubjectId == (Guid)(object)launch.Id)
            select new Candidate { Person = person, Branch = branch, Launch = launch.Id, MomentAt = wave.MomentAt };
    }

    private async Task<NudgePageResult> DraftAsync(RolloutDb db, IQueryable<Candidate> people, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        var rows = await people.Select(c => new
        {
            To = new NudgeRecipient(c.Person.Id, c.Person.Email ?? "", c.Person.Name, c.Person.GivenName, c.Person.Language ?? c.Person.PageLanguage ?? c.Branch.Language, c.Branch.Name),
            Branch = c.Branch.Id,
            c.Launch,
            c.MomentAt,
        }).AsNoTracking().ToListAsync(ct);
        var around = rows.Count == 0 ? NearbyInfosessions.None : await NearbyInfosessions.LoadAsync(db, [.. rows.Select(r => r.Branch).Distinct()], now, ct);
        var all = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        var drafts =
            from row in rows
            let hours = all[row.Branch]
            let choices = around.Near(row.Branch, row.To.Language, row.MomentAt)
            let nudge = new NoInfosessionRule(row.To.Id, hours, row.Launch, row.MomentAt, HasSeatOrCame: false, choices.Count > 0).Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, words => letter.Write(words, rollout, row.To, hours, row.MomentAt, choices, around.BranchUptake(row.Branch)));
        return new NudgePageResult(rows.Count, [.. drafts]);
    }

    private sealed class Candidate
    {
        public required Person Person { get; init; }

        public required Branch Branch { get; init; }

        public LaunchId Launch { get; init; }

        public Instant MomentAt { get; init; }
    }
}
