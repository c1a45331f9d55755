using NodaTime;
using Rollout.App.Modules.Infosessions.Contracts;
using Rollout.App.Modules.Participation.Contracts;
using Rollout.App.Persistence;
using Rollout.Domain.Infosessions;
using Rollout.Domain.Launches;
using Rollout.Domain.Nudges;
using Rollout.Domain.Participation;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>
/// Each fact as the set of people it holds for at a moment. <see cref="NudgePeopleReader"/> composes the sets that rules need into one query; a new fact is one more line
/// here and its words.
/// </summary>
internal static class NudgeFactSets
{
    private const int DaysLately = 21;
    private const int DaysNew = 42;
    private static readonly Duration RecentPeriod = Duration.FromDays(14);
    private static readonly Duration AnsweredLately = Duration.FromDays(90);

    /// <param name="today">The day of <paramref name="now"/> on the rollout's calendar.</param>
    /// <returns>Null for a fact about branches.</returns>
    public static IQueryable<PersonId>? Of(NudgeFact fact, RolloutDb db, Instant now, LocalDate today) => fact switch
    {
        NudgeFact.Visited => db.WhoDid(Figure.Visited, today),
        NudgeFact.Reacted => db.WhoDid(Figure.Reacted, today),
        NudgeFact.Posted => db.WhoDid(Figure.Posted, today),
        NudgeFact.VisitedLately => db.WhoDid(Figure.Visited, today.PlusDays(1 - DaysLately), today),
        NudgeFact.SessionNear => NearSession(db, now),
        NudgeFact.AccountClosed => db.WithClosedAccount(),
        NudgeFact.ProfileComplete => db.People.Where(p => p.ProfileCompleteSince <= now).Select(p => p.Id),
        NudgeFact.HasSeat => WithSeat(db, now),
        NudgeFact.CameToSession => Came(db, now),
        NudgeFact.IsAmbassador => db.Ambassadors.Where(a => a.SteppedDownAt == null && a.From <= today && a.Until >= today).Select(a => a.Person),
        NudgeFact.InvitedLately => InvitedLately(db, now),
        NudgeFact.IsDirector => db.Branches.Where(b => b.Director != null).Select(b => b.Director!.Value),
        NudgeFact.StartedLately => StartedLately(db, now, today),
        NudgeFact.Answered => db.NudgeAnswers.Where(a => a.At <= now && a.At > now - AnsweredLately).Select(a => a.Person),
        _ => null,
    };

    /// <summary>The figure a report must cover before a missing fact counts as false rather than unknown; null where no report is needed.</summary>
    public static Figure? Needs(NudgeFact fact) => fact switch
    {
        NudgeFact.Visited or NudgeFact.VisitedLately => Figure.Visited,
        NudgeFact.Reacted => Figure.Reacted,
        NudgeFact.Posted => Figure.Posted,
        _ => null,
    };

    private static IQueryable<PersonId> NearSession(RolloutDb db, Instant now)
    {
        var free = db.Infosessions.WithoutDryRuns().Where(s => s.State == InfosessionState.Published && s.StartsAt > now && s.Waiting == 0 && s.Taken + s.Offered < s.Seats);
        return db.People.Where(p => free.Any(s => s.Branch == null) || free.Select(s => s.Branch).Contains(p.Branch)).Select(p => p.Id);
    }

    private static IQueryable<PersonId> WithSeat(RolloutDb db, Instant now) =>
        from registration in db.Registrations.WithoutDryRuns(db)
        join session in db.Infosessions on registration.Infosession equals session.Id
        where session.StartsAt > now && session.State == InfosessionState.Published
            && (registration.State == RegistrationState.Registered || registration.State == RegistrationState.Waiting || registration.State == RegistrationState.Offered)
        select registration.Person;

    private static IQueryable<PersonId> Came(RolloutDb db, Instant now) =>
        from registration in db.Registrations.WithoutDryRuns(db)
        join session in db.Infosessions on registration.Infosession equals session.Id
        where registration.State == RegistrationState.Attended && session.StartsAt <= now
        select registration.Person;

    private static IQueryable<PersonId> InvitedLately(RolloutDb db, Instant now)
    {
        var since = now - RecentPeriod;
        return from invitation in db.Invitations
               join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
               where (invitation.InvitedAt > since && invitation.InvitedAt <= now) || (invitation.CameAt > since && invitation.CameAt <= now)
               select ambassador.Person;
    }

    private static IQueryable<PersonId> StartedLately(RolloutDb db, Instant now, LocalDate today)
    {
        var since = today.PlusDays(-DaysNew);
        var live = db.Launches.Where(l => l.State == LaunchState.Live && !l.IsRehearsal && l.LiveAt <= now).Select(l => l.Branch);
        return db.People.Where(p => p.StartedOn >= since && p.StartedOn <= today && live.Contains(p.Branch)).Select(p => p.Id);
    }
}
