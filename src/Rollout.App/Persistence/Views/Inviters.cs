using Rollout.Domain.People;

namespace Rollout.App.Persistence.Views;

/// <summary>An ambassador who has not stepped down, and a colleague who accepted their invitation.</summary>
public sealed class Inviter
{
    public required PersonId Colleague { get; init; }
    public required PersonId Ambassador { get; init; }
}

internal static class Inviters
{
    /// <summary>Who invited whom, for modules below Ambassadors. It can be joined, but not written to.</summary>
    public static IQueryable<Inviter> ActiveInviters(this RolloutDb db) =>
        from invitation in db.Invitations
        where invitation.AcceptedAt != null
        join ambassador in db.Ambassadors on invitation.Ambassador equals ambassador.Id
        where ambassador.SteppedDownAt == null
        select new Inviter { Colleague = invitation.Colleague, Ambassador = ambassador.Person };
}
