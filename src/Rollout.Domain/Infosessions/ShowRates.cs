namespace Rollout.Domain.Infosessions;

/// <summary>How many of those with a place came, in infosessions that are over. Who walked in had no place and is not in it.</summary>
public readonly record struct ShowRate(int Places, int Came)
{
    public static ShowRate operator +(ShowRate one, ShowRate other) => new(one.Places + other.Places, one.Came + other.Came);
}

/// <summary>What someone with a place said to the reminder.</summary>
public enum WarmUpReply
{
    Comes,
    Cannot,

    /// <summary>They were asked and have not answered.</summary>
    Nothing,

    /// <summary>They signed up too late for the reminder, or have no e-mail.</summary>
    NotAsked,
}

/// <summary>What people said to the reminder and whether they then came: what a coming infosession can expect.</summary>
/// <remarks>
/// <para>
/// The rate of everyone is Laplace's rule of succession, m = (came + 1) / (places + 2). The rate of a group g pulls towards it as if ten people
/// more had been seen who came at that rate: (came of g + 10 m) / (places of g + 10). That is the mean of the posterior of a binomial with the
/// prior Beta(10 m, 10 (1 − m)). Those who say they cannot come are pulled towards none: came / (places + 10). Whoever was not asked
/// is expected at the rate of everyone. What is expected is the sum over those with a place.
/// </para>
/// <para>After Gelman, Carlin, Stern, Dunson, Vehtari and Rubin, "Bayesian Data Analysis", third edition, chapter 2 (the binomial with a beta prior).</para>
/// </remarks>
public sealed class ShowRates(IReadOnlyDictionary<WarmUpReply, ShowRate> past)
{
    /// <summary>With fewer past places than this nothing is expected yet.</summary>
    public const int FewestPlaces = 20;

    private const int Weight = 10;

    private ShowRate All => past.Values.Aggregate(default(ShowRate), (sum, rate) => sum + rate);

    /// <summary>How many will come; null while too little is known.</summary>
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
