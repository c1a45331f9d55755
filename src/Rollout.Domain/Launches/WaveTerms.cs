using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Launches;

/// <summary>What the lead agrees about a wave besides its moment and branches.</summary>
/// <param name="IsPilot">A first, small wave: the others start only once it is live.</param>
/// <param name="GoLastsDays">How many days a go is valid.</param>
/// <param name="LateMinutes">How many minutes after the moment the wave still goes live automatically if the server was down; after that it holds.</param>
/// <param name="PromisedAfter1">The promised percentage of complete profiles one week after going live.</param>
/// <param name="PromisedAfter4">The same after four weeks.</param>
/// <param name="PromisedAfter12">The same after twelve weeks.</param>
public sealed record WaveTerms(bool IsPilot, int GoLastsDays, int LateMinutes, int PromisedAfter1 = 30, int PromisedAfter4 = 50, int PromisedAfter12 = 70)
{
    public static readonly WaveTerms Usual = new(IsPilot: false, GoLastsDays: 14, LateMinutes: 120);

    /// <summary>The percentage promised on a day after going live: evenly from none on the day itself through one and four weeks to twelve, and the same from then on.</summary>
    public int PromisedOn(int daysLive)
    {
        (int Day, int Percent)[] promises = [(0, 0), (7, PromisedAfter1), (28, PromisedAfter4), (84, PromisedAfter12)];
        var day = Math.Clamp(daysLive, 0, 84);
        var next = Array.FindIndex(promises, p => p.Day >= day);
        var (from, until) = (promises[Math.Max(0, next - 1)], promises[next]);
        return from == until ? until.Percent : from.Percent + ((until.Percent - from.Percent) * (day - from.Day) / (until.Day - from.Day));
    }

    /// <summary>The terms that differ from <paramref name="before"/>.</summary>
    public IReadOnlyList<TermChange> Since(WaveTerms before) =>
        [.. Numbers.Zip(before.Numbers, (now, then) => new TermChange(now.WaveTermField, then.Value, now.Value)).Where(c => c.Was != c.Is)];

    /// <summary>Whether the terms that directors sign on are equal; promises are between the lead and the company.</summary>
    internal bool IsSignedLike(WaveTerms other) => (IsPilot, GoLastsDays, LateMinutes) == (other.IsPilot, other.GoLastsDays, other.LateMinutes);

    internal void EnsurePlausible() => RuleSet.EnsureAll(
        () => WaveRules.GoLastsSomeDays.Ensure(GoLastsDays is >= 1 and <= 90),
        () => WaveRules.LateWindowIsShort.Ensure(LateMinutes is >= 0 and <= 1440),
        () => WaveRules.PromiseIsAPercentage.Ensure(PromisedAfter1 is >= 0 and <= 100 && PromisedAfter4 is >= 0 and <= 100 && PromisedAfter12 is >= 0 and <= 100));

    private IEnumerable<(WaveTermField WaveTermField, int Value)> Numbers =>
    [
        (WaveTermField.Pilot, IsPilot ? 1 : 0), (WaveTermField.GoLasts, GoLastsDays), (WaveTermField.Late, LateMinutes),
        (WaveTermField.After1, PromisedAfter1), (WaveTermField.After4, PromisedAfter4), (WaveTermField.After12, PromisedAfter12),
    ];
}

/// <summary>The terms.</summary>
public enum WaveTermField
{
    Pilot,
    GoLasts,
    Late,
    After1,
    After4,
    After12,
}

/// <summary>A changed term; for the pilot, 1 means yes and 0 means no.</summary>
public sealed record TermChange(WaveTermField WaveTermField, int Was, int Is)
{
    /// <summary>The language-independent form stored in the log: "GoLasts:14:7 Late:120:60".</summary>
    public static string Serialize(IEnumerable<TermChange> changes) => string.Join(' ', changes.Select(c => FormattableString.Invariant($"{c.WaveTermField}:{c.Was}:{c.Is}")));

    public static IReadOnlyList<TermChange> Parse(string spelled) =>
    [
        .. spelled.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(':')).Where(parts => parts.Length == 3)
            .Select(parts => new TermChange(Enum.Parse<WaveTermField>(parts[0]), int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture), int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture))),
    ];
}
