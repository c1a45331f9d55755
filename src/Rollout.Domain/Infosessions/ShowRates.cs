namespace Rollout.Domain.Infosessions;

/// <summary>How many people with a place came, in infosessions that are over. Walk-ins had no place and are not counted.</summary>
public readonly record struct ShowRate(int Places, int Came)
{
    public static ShowRate operator +(ShowRate one, ShowRate other) => new(one.Places + other.Places, one.Came + other.Came);
}

/// <summary>What a person with a place answered to the reminder.</summary>
public enum WarmUpReply
{
    Comes,
    Cannot,

    /// <summary>They were asked and have not answered.</summary>
    Nothing,

    /// <summary>They signed up too late for the reminder, or have no e-mail address.</summary>
    NotAsked,
}

/// <summary>Estimates how many will come to an infosession, from what people answered to past reminders and whether they then came.</summary>
/// <remarks>
/// <para>
/// The overall rate is Laplace's rule of succession, m = (came + 1) / (places + 2). The rate of a group g is shrunk towards it with the weight of ten people:
/// (came of g + 10 m) / (places of g + 10), the posterior mean of a binomial with prior Beta(10 m, 10 (1 − m)). The rate of those who say they cannot come is
/// shrunk towards zero: came / (places + 10). People who were not asked are expected at the overall rate. The expectation is the sum over all people with a
/// place.
/// </para>
/// <para>Gelman, Carlin, Stern, Dunson, Vehtari and Rubin, "Bayesian Data Analysis", third edition, chapter 2 (the binomial with a beta prior).</para>
/// </remarks>
public sealed class ShowRates(IReadOnlyDictionary<WarmUpReply, ShowRate> past)
{
    /// <summary>With fewer past places than this there is no estimate.</summary>
    public const int FewestPlaces = 20;

    private const int Weight = 10;

    private ShowRate All => past.Values.Aggregate(default(ShowRate), (sum, rate) => sum + rate);

    /// <summary>The expected number of people; null while too little is known.</summary>
    public double? Expected(IReadOnlyDictionary<WarmUpReply, int> people) =>
        All.Places < FewestPlaces ? null : people.Sum(p => p.Value * RateOf(p.Key));

    /// <summary>The share of a group that is expected to come.</summary>
    public double RateOf(WarmUpReply said)
    {
        var everyone = (All.Came + 1.0) / (All.Places + 2.0);
        var group = past.GetValueOrDefault(said);
        return said switch
        {
            WarmUpReply.NotAsked => everyone,
            WarmUpReply.Cannot => (double)group.Came / (group.Places + Weight),
            _ => (group.Came + (Weight * everyone)) / (group.Places + Weight),
        };
    }
}
