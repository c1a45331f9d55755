namespace Rollout.Domain.Nudges;

/// <summary>What may be known of a person and decides whether a rule is for them. The words that say what each means, and whose data it uses, are under <c>nudge-fact.{fact}</c>.</summary>
public enum NudgeFact
{
    /// <summary>Opened the platform in the window of <see cref="Participation.Figure.Visited"/>.</summary>
    Visited,

    ProfileComplete,

    /// <summary>Reacted in the last thirty days.</summary>
    Reacted,

    /// <summary>Posted in the last thirty days.</summary>
    Posted,

    /// <summary>Opened the platform in the last three weeks: someone who visited, but not lately, is away.</summary>
    VisitedLately,

    /// <summary>Has a seat in an infosession to come, or waits for one.</summary>
    HasSeat,

    CameToSession,

    /// <summary>An infosession in their branch, or for all, has a seat free.</summary>
    SessionNear,

    /// <summary>Is an ambassador now.</summary>
    IsAmbassador,

    /// <summary>Invited a colleague in the last two weeks, as an ambassador.</summary>
    InvitedLately,

    IsDirector,

    /// <summary>Began to work here in the last six weeks, when the branch was live.</summary>
    StartedLately,

    /// <summary>Answered a question of a nudge in the last ninety days.</summary>
    Answered,

    /// <summary>The branch they work in falls behind: see <see cref="Participation.Fading"/>. It is about the branch, never about them.</summary>
    BranchFades,

    /// <summary>At least half of the branch they work in is active, and it does not fall behind: there rules can leave people in peace, until it fades. About the branch, never about them.</summary>
    BranchHasMass,

    /// <summary>Their account on the platform is closed. No lead chooses it: nobody is asked for a step on a platform they cannot enter.</summary>
    AccountClosed,
}

/// <summary>The facts that hold of one person, one bit each.</summary>
public readonly record struct FactSet(long Bits)
{
    public static FactSet Of(IEnumerable<NudgeFact> facts) => new(facts.Aggregate(0L, (bits, fact) => bits | Bit(fact)));

    public static long Bit(NudgeFact fact) => 1L << (int)fact;

    public bool Has(NudgeFact fact) => (Bits & Bit(fact)) != 0;

    public FactSet With(NudgeFact fact) => new(Bits | Bit(fact));
}

/// <summary>Where facts come from.</summary>
public static class NudgeFacts
{
    /// <summary>The facts a lead can choose from.</summary>
    public static readonly IReadOnlyList<NudgeFact> Choices = [.. Enum.GetValues<NudgeFact>().Where(fact => fact != NudgeFact.AccountClosed)];

    /// <summary>
    /// Whether it comes from the platform's reports: nobody but the person may see it, so no page names the people a rule with it is for, and it hands nobody over. It is
    /// used only while reports can say it: no row is not "has not".
    /// </summary>
    public static bool IsActivity(this NudgeFact fact) => fact is NudgeFact.Visited or NudgeFact.Reacted or NudgeFact.Posted or NudgeFact.VisitedLately;
}
