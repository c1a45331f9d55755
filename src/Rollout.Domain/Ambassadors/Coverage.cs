namespace Rollout.Domain.Ambassadors;

/// <summary>How many ambassadors a branch has against the norm of one for so many people.</summary>
/// <param name="People">People employed.</param>
/// <param name="Ambassadors">Those who serve.</param>
/// <param name="PeoplePerAmbassador">The norm.</param>
public sealed record Coverage(int People, int Ambassadors, int PeoplePerAmbassador)
{
    /// <summary>How many the norm asks for: the last ambassador may have fewer people than the norm, nobody has more.</summary>
    public int Wanted => (People + PeoplePerAmbassador - 1) / PeoplePerAmbassador;

    /// <summary>How many are missing.</summary>
    public int Gap => Math.Max(0, Wanted - Ambassadors);
}

/// <summary>
/// Something someone did that says colleagues might follow them. What they do on the platform is among it only if they let it be told, and never how much. That they gave feedback
/// is not: feedback is without names.
/// </summary>
public enum SuggestionReason
{
    /// <summary>Came to infosessions.</summary>
    CameToInfosessions,

    /// <summary>Was among the first of the branch whose profile is complete.</summary>
    ProfileEarly,

    /// <summary>Answered the question in the reminder of an infosession.</summary>
    AnsweredWarmUps,

    /// <summary>Said yes to an ambassador's invitation.</summary>
    SaidYes,

    /// <summary>Was ambassador before.</summary>
    ServedBefore,

    /// <summary>Is active on the platform, and lets it be told.</summary>
    ActiveOnPlatform,
}

/// <summary>What is known of someone who could become ambassador, as facts that can be shown to them.</summary>
/// <param name="Infosessions">To how many they came.</param>
/// <param name="ProfileEarly">Whether their profile was among the first tenth of the branch's.</param>
/// <param name="WarmUps">How many questions they answered.</param>
/// <param name="SaidYes">Whether they accepted an invitation.</param>
/// <param name="ServedBefore">Whether they were ambassador before.</param>
/// <param name="Active">Whether they were on the platform in some of the last weeks, and let it be told.</param>
public sealed record SuggestionEvidence(int Infosessions, bool ProfileEarly, int WarmUps, bool SaidYes, bool ServedBefore, bool Active = false)
{
    /// <summary>The reasons, weightiest first.</summary>
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

    /// <summary>What it weighs: coming twice is as much as it gets, since who is curious is not made more so by a third time.</summary>
    public int Weight => (Active ? 4 : 0) + (ServedBefore ? 3 : 0) + (2 * Math.Min(2, Infosessions)) + (ProfileEarly ? 2 : 0) + Math.Min(2, WarmUps) + (SaidYes ? 1 : 0);
}
