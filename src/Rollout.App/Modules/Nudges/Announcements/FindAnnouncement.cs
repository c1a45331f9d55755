using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Identity;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Nudges.Occasions;
using Rollout.App.Modules.Nudges.Rules;
using Rollout.App.Persistence;
using Rollout.App.Shared;
using Rollout.Domain;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Nudges;
using Rollout.Notifications.Mail;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Modules.Nudges.Announcements;

/// <summary>The branches to which infosessions can be announced, and a preview of the mail.</summary>
/// <param name="Example">As the lead would get it; null when there is no infosession with a free seat.</param>
public sealed record AnnouncementPreview(IReadOnlyList<BranchToTell> Branches, int ContactBudget, EmailContent? Example);

/// <summary>A branch with infosessions to choose from.</summary>
/// <param name="People">Who would get a mail: those without an infosession who can be mailed.</param>
/// <param name="WithoutMail">Those without an infosession who cannot be mailed.</param>
/// <param name="Leaves">When the first mail would leave, on the branch's clock.</param>
/// <param name="ToldOn">The day of the last announcement.</param>
public sealed record BranchToTell(BranchId Id, string Name, string Code, int Infosessions, int Free, int People, int WithoutMail, LocalDateTime Leaves, LocalDate? ToldOn);

internal sealed class FindAnnouncement(IDbContextFactory<RolloutDb> dbs, CurrentUserAccessor me, NudgeEmails emails, NoInfosessionEmail letter, IClock clock)
{
    public async Task<AnnouncementPreview> RunAsync(CancellationToken ct = default)
    {
        var lead = (await me.GetAsync(ct)).AsReader();
        await using var db = await dbs.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var sessions = db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published && s.StartsAt > now && s.Waiting == 0 && s.Taken + s.Offered < s.Seats);
        var people = db.People.Where(p => p.Active).WithoutInfosession(db);
        var mailed = NudgeReach.ByMail(db);
        var reachable = db.People.Where(p => p.Active && p.NudgesStoppedAt == null && mailed.Contains(p.Id)).WithoutInfosession(db);
        var rows = await db.Branches.OrderBy(b => b.Position).Select(b => new
        {
            Branch = b,
            Infosessions = sessions.Count(s => s.Branch == b.Id || s.Branch == null),
            Free = sessions.Where(s => s.Branch == b.Id || s.Branch == null).Sum(s => s.Seats - s.Taken - s.Offered),
            People = reachable.Count(p => p.Branch == b.Id),
            WithoutMail = people.Count(p => p.Branch == b.Id && p.Email == null),
            Told = db.InfosessionAnnouncements.Where(a => a.Branch == b.Id).Select(a => (Instant?)a.At).FirstOrDefault(),
        }).AsNoTracking().ToListAsync(ct);
        var found = rows.Where(r => r.Infosessions > 0).Select(r => new BranchToTell(
            r.Branch.Id, r.Branch.Name, r.Branch.Code, r.Infosessions, r.Free, r.People, r.WithoutMail,
            Holidays.HoursOf(r.Branch).Next(now).InZone(r.Branch.Zone).LocalDateTime, r.Told?.InZone(r.Branch.Zone).Date)).ToList();
        var rollout = await db.Rollouts.AsNoTracking().SingleAsync(ct);
        return new AnnouncementPreview(found, rollout.ContactBudget, found.Count == 0 ? null : emails.EmailContent(rollout, await ExampleAsync(db, rollout, lead, found[0], now, ct), OutboxMessageId.New()));
    }

    // The mail the lead would get if they worked in that branch.
    private async Task<NudgeDraft> ExampleAsync(RolloutDb db, RolloutSettings rollout, CurrentUser lead, BranchToTell branch, Instant now, CancellationToken ct)
    {
        var around = await NearbyInfosessions.LoadAsync(db, [branch.Id], now, ct);
        var to = new NudgeRecipient(lead.Id, lead.Email ?? "", lead.Name, lead.Name.Split(' ')[0], lead.Language, branch.Name);
        var choices = around.Near(branch.Id, to.Language, Instant.MaxValue);
        return new NudgeDraft(new PlannedNudge(InfosessionsToldRule.Rule, to.Id, "", now, now), to, words => letter.WriteTold(words, rollout, to, choices, around.BranchUptake(branch.Id)));
    }
}
