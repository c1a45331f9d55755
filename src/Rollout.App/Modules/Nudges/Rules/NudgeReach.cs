using NodaTime;
using Rollout.App.Identity.Sessions;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Nudges;
using Rollout.Domain.People;

namespace Rollout.App.Modules.Nudges.Rules;

/// <summary>Whom a nudge can reach, and by which channels. The planner, the foresight, the previews and the check before sending all ask it.</summary>
internal static class NudgeReach
{
    private static readonly Duration OpenedLately = Duration.FromDays(30);

    /// <summary>Everyone who works here and did not stop all nudges.</summary>
    public static IQueryable<Person> People(RolloutDb db, Instant now)
    {
        var stopped = db.NudgeOptOuts.Where(o => o.About == NudgeOptOut.All && (o.Until == null || o.Until > now)).Select(o => o.Person);
        return db.People.Where(p => p.Active && p.NudgesStoppedAt == null && !stopped.Contains(p.Id));
    }

    /// <summary>Whom a channel reaches: by their address, if it takes mail; on their start page if they opened it in the last thirty days; by an ambassador who invited them or serves in their branch; by text message if they asked for it; by paper anyone.</summary>
    /// <param name="today">The day of <paramref name="now"/> on the rollout's calendar.</param>
    public static IQueryable<PersonId> By(MessageChannel channel, RolloutDb db, Instant now, LocalDate today) => channel switch
    {
        MessageChannel.Mail => ByMail(db),
        MessageChannel.StartPage => OnStartPage(db, now, onlyProven: false),
        MessageChannel.Ambassador => ByAmbassador(db, today),
        MessageChannel.TextMessage => db.People.Where(p => p.MobileKey != null && p.TextMessagesSince <= now).Select(p => p.Id),
        _ => db.People.Select(p => p.Id),
    };

    public static IQueryable<PersonId> ByMail(RolloutDb db) => db.People.Where(p => p.Email != null && !db.SuppressedAddresses.Any(a => a.Address == p.Email)).Select(p => p.Id);

    /// <param name="onlyProven">Only those who proved who they are when they signed in.</param>
    public static IQueryable<PersonId> OnStartPage(RolloutDb db, Instant now, bool onlyProven) => db.SignedInSince(now - OpenedLately, onlyProven);

    /// <summary>Ambassadors whose window is open.</summary>
    public static IQueryable<Ambassador> Serving(RolloutDb db, LocalDate today) => db.Ambassadors.Where(a => a.SteppedDownAt == null && a.From <= today && a.Until >= today);

    private static IQueryable<PersonId> ByAmbassador(RolloutDb db, LocalDate today)
    {
        var serving = Serving(db, today);
        var branches = serving.Join(db.People, a => a.Person, p => p.Id, (a, p) => p.Branch);
        var invited = db.Invitations.Where(i => serving.Any(a => a.Id == i.Ambassador)).Select(i => i.Colleague);
        return db.People.Where(p => (branches.Contains(p.Branch) || invited.Contains(p.Id)) && !serving.Any(a => a.Person == p.Id)).Select(p => p.Id);
    }
}
