using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Occasions;

/// <summary>Tells people of a branch which infosessions they can choose from, after the lead announced them to the branch.</summary>
internal sealed class InfosessionsToldSource(RolloutSettingsCache current, NoInfosessionEmail letter) : INudgeSource
{
    public string Code => InfosessionsToldRule.Rule;

    public bool OnceAWeek => false;

    public bool IsPersonal => false;

    public async Task<NudgePageResult> LoadAsync(RolloutDb db, NudgePageRequest slice, Instant now, CancellationToken ct) =>
        await IsAnyToldAsync(db, now, ct) ? await DraftAsync(db, Candidates(db, slice, now).OrderBy(c => c.Person.Id).Skip(slice.Skip).Take(slice.Take), now, ct) : new NudgePageResult(0, []);

    /// <summary>Counts by branch and announcement: the rule gives the same answer for everyone who shares both.</summary>
    public async Task<NudgeCount> CountAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        if (!await IsAnyToldAsync(db, now, ct))
        {
            return new NudgeCount([], null);
        }

        var told = await Candidates(db, NudgePageRequest.Everyone, now)
            .GroupBy(c => new { c.Branch.Id, c.At })
            .Select(g => new { Branch = g.Key.Id, g.Key.At, People = g.Count() }).ToListAsync(ct);
        var around = await NearbyInfosessions.LoadAsync(db, [.. told.Select(t => t.Branch).Distinct()], now, ct, withUptake: false);
        var all = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        var due = (
            from each in told
            let nudge = new InfosessionsToldRule(default, all[each.Branch], each.Branch, each.At, HasSeatOrCame: false, around.Near(each.Branch, null, Instant.MaxValue).Count > 0).Plan(now)
            where nudge is not null
            orderby nudge.DueAt
            select (each.Branch, each.At, nudge.DueAt, each.People)).ToList();
        var (branch, at) = due.Select(d => (d.Branch, d.At)).FirstOrDefault();
        var example = due.Count == 0 ? null : await DraftAsync(db, Candidates(db, NudgePageRequest.Everyone, now).Where(c => c.Branch.Id == branch && c.At == at).OrderBy(c => c.Person.Id).Take(1), now, ct);
        return NudgeCount.Of(due.Select(d => (d.DueAt, d.People)), example?.Drafts is [var draft, ..] ? draft : null);
    }

    // Asked first: most of the time there is none, and the people need not be looked at.
    private static Task<bool> IsAnyToldAsync(RolloutDb db, Instant now, CancellationToken ct)
    {
        var since = now - InfosessionsToldRule.Lasts;
        return db.InfosessionAnnouncements.AnyAsync(t => t.At > since, ct);
    }

    /// <summary>People without an infosession whose branch received an announcement recently.</summary>
    private IQueryable<Candidate> Candidates(RolloutDb db, NudgePageRequest slice, Instant now)
    {
        var since = now - InfosessionsToldRule.Lasts;
        return
            from person in slice.Reachable(this, db, now).WithoutInfosession(db)
            join told in db.InfosessionAnnouncements on person.Branch equals told.Branch
            join branch in db.Branches on person.Branch equals branch.Id
            where told.At > since
            where slice.Only != null || !db.Outbox.Any(m => m.Person == person.Id && m.About == InfosessionsToldRule.Rule && m.QueuedAt >= told.At)
            select new Candidate { Person = person, Branch = branch, At = told.At };
    }

    private async Task<NudgePageResult> DraftAsync(RolloutDb db, IQueryable<Candidate> people, Instant now, CancellationToken ct)
    {
        var rollout = await current.GetAsync(ct);
        var rows = await people.Select(c => new
        {
            To = new NudgeRecipient(c.Person.Id, c.Person.Email ?? "", c.Person.Name, c.Person.GivenName, c.Person.Language ?? c.Person.PageLanguage ?? c.Branch.Language, c.Branch.Name),
            Branch = c.Branch.Id,
            c.At,
        }).AsNoTracking().ToListAsync(ct);
        var around = rows.Count == 0 ? NearbyInfosessions.None : await NearbyInfosessions.LoadAsync(db, [.. rows.Select(r => r.Branch).Distinct()], now, ct);
        var all = (await db.Branches.AsNoTracking().ToListAsync(ct)).ToDictionary(b => b.Id, Holidays.HoursOf);
        var drafts =
            from row in rows
            let choices = around.Near(row.Branch, row.To.Language, Instant.MaxValue)
            let nudge = new InfosessionsToldRule(row.To.Id, all[row.Branch], row.Branch, row.At, HasSeatOrCame: false, choices.Count > 0).Plan(now)
            where nudge is not null
            select new NudgeDraft(nudge, row.To, words => letter.WriteTold(words, rollout, row.To, choices, around.BranchUptake(row.Branch)));
        return new NudgePageResult(rows.Count, [.. drafts]);
    }

    private sealed class Candidate
    {
        public required Person Person { get; init; }

        public required Branch Branch { get; init; }

        public Instant At { get; init; }
    }
}
