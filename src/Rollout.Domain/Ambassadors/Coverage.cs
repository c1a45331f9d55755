namespace Rollout.Domain.Ambassadors;

/// <summary>How many ambassadors a branch has compared with the norm.</summary>
/// <param name="Ambassadors">Ambassadors who are serving.</param>
/// <param name="PeoplePerAmbassador">The norm: one ambassador for this many people.</param>
public sealed record Coverage(int People, int Ambassadors, int PeoplePerAmbassador)
{
    /// <summary>How many ambassadors the norm asks for, rounded up.</summary>
    public int Wanted => (People + PeoplePerAmbassador - 1) / PeoplePerAmbassador;

    public int Gap => Math.Max(0, Wanted - Ambassadors);
}

/// <summary>
/// Something a person did that suggests colleagues might follow them. Activity on the platform is included only if they share it, and never in numbers.
/// Feedback is not included, because it is anonymous.
/// </summary>
public enum SuggestionReason
{
    /// <summary>Came to infosessions.</summary>
    CameToInfosessions,

    /// <summary>Was among the first tenth of the branch to complete their profile.</summary>
    ProfileEarly,

    /// <summary>Answered the warm-up question in an infosession reminder.</summary>
    AnsweredWarmUps,

    /// <summary>Accepted an ambassador's invitation.</summary>
    SaidYes,

    /// <summary>Was an ambassador before.</summary>
    ServedBefore,

    /// <summary>Is active on the platform and shares that.</summary>
    ActiveOnPlatform,
}

/// <summary>What is known about a possible ambassador, as facts that can be shown to them.</summary>
/// <param name="Infosessions">How many infosessions they came to.</param>
/// <param name="ProfileEarly">Whether their profile was among the first tenth of the branch's to be complete.</param>
/// <param name="WarmUps">How many warm-up questions they answered.</param>
/// <param name="SaidYes">Whether they accepted an ambassador's invitation.</param>
/// <param name="Active">Whether they were active on the platform in recent weeks and share that.</param>
public sealed record SuggestionEvidence(int Infosessions, bool ProfileEarly, int WarmUps, bool SaidYes, bool ServedBefore, bool Active = false)
{
    /// <summary>The reasons, strongest first.</summary>
    public IReadOnlyList<SuggestionReason> Reasons =>
    [
        .. from reason in new[]
            {
                (Active, SuggestionReason.ActiveOnPlatform), (ServedBefore, SuggestionReason.ServedBefore), (Infosessions > 0, SuggestionReason.CameToInfosessions), (ProfileEarly, SuggestionReason.ProfileEarly),
                (WarmUps > 0, SuggestionReason.AnsweredWarmUps), (SaidYes, SuggestionReason.SaidYes),
            }
           where reason.Item1
           select reason.Item2,
    ];

    /// <summary>The weight of the evidence. Attending counts at most twice, because a third visit says no more about them.</summary>
    public int Weight => (Active ? 4 : 0) + (ServedBefore ? 3 : 0) + (2 * Math.Min(2, Infosessions)) + (ProfileEarly ? 2 : 0) + Math.Min(2, WarmUps) + (SaidYes ? 1 : 0);
}
