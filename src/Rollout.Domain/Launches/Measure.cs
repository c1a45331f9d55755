namespace Rollout.Domain.Launches;

/// <summary>What Rollout measures itself for a readiness check.</summary>
public enum Measure
{
    /// <summary>At least one ambassador for every <c>target</c> colleagues.</summary>
    Ambassadors,

    /// <summary>At least <c>target</c> percent of the ambassadors' quota is credited.</summary>
    Quota,

    /// <summary>The kick-off has a time and place around the moment.</summary>
    KickOffPlanned,

    /// <summary>The whole branch is invited to the kick-off.</summary>
    KickOffInvited,

    /// <summary>At least <c>target</c> percent of the branch came to an infosession or has a seat in an upcoming one.</summary>
    InfosessionReach,

    /// <summary>The director's own profile is complete by evidence.</summary>
    DirectorProfile,

    /// <summary>No finding by key users of the branch is open.</summary>
    NoOpenFindings,

    /// <summary>Someone in the branch confirmed that a test mail arrived.</summary>
    TestMail,
}

/// <summary>What a check is about: a text or a measure.</summary>
public sealed record CheckSubject(string Text, Measure? Measure, int Target);

/// <summary>A measured value for one branch: <paramref name="Part"/> of <paramref name="Whole"/>.</summary>
public readonly record struct Reading(int Part, int Whole)
{
    public static Reading Of(bool yes) => new(yes ? 1 : 0, 1);
}

/// <summary>Decides when a reading meets its target.</summary>
public static class Measures
{
    extension(Measure measure)
    {
        public bool IsPercentage => measure is Measure.Quota or Measure.InfosessionReach;

        public bool HasTarget => measure.IsPercentage || measure == Measure.Ambassadors;

        /// <summary>The default target.</summary>
        public int UsualTarget => measure switch
        {
            Measure.Ambassadors => 25,
            Measure.Quota => 50,
            Measure.InfosessionReach => 60,
            _ => 0,
        };

        public bool Allows(int target) => measure switch
        {
            Measure.Ambassadors => target is >= 1 and <= 1000,
            Measure.Quota or Measure.InfosessionReach => target is >= 1 and <= 100,
            _ => target == 0,
        };

        /// <summary>How far a reading is on its way to the target, from 0 to 1; for measures with one.</summary>
        public double ShareOf(Reading seen, int target) => seen.Whole == 0 ? 0
            : Math.Clamp(measure == Measure.Ambassadors ? (double)seen.Part * target / seen.Whole : 100.0 * seen.Part / ((double)target * seen.Whole), 0, 1);

        public bool IsMet(Reading seen, int target) => measure switch
        {
            Measure.Ambassadors => seen.Part > 0 && (long)seen.Part * target >= seen.Whole,
            Measure.NoOpenFindings => seen.Part == 0,
            _ when measure.IsPercentage => seen.Whole > 0 && seen.Part * 100L >= (long)target * seen.Whole,
            _ => seen.Part > 0,
        };
    }
}
