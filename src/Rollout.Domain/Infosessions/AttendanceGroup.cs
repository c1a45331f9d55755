namespace Rollout.Domain.Infosessions;

/// <summary>How a group of people came to the infosessions they had a place in.</summary>
/// <param name="Name">What the group has in common.</param>
/// <param name="People">How many different people it is.</param>
/// <param name="Came">Places of people who came.</param>
/// <param name="NoShows">Places of people who did not.</param>
/// <param name="WalkedIn">Who came without a place.</param>
public sealed record AttendanceGroup(string Name, int People, int Came, int NoShows, int WalkedIn)
{
    /// <summary>Nothing is shown of fewer people.</summary>
    public const int MinGroupSize = 5;

    public int Places => Came + NoShows;

    /// <summary>The share of places whose holder came; null without places.</summary>
    public double? ShowRate => Places == 0 ? null : (double)Came / Places;

    /// <summary>
    /// The groups as they may be shown. Those of fewer than five people become one; if that is still fewer than five, the smallest of the others joins
    /// them, so that taking what is shown from the sum reveals nobody.
    /// </summary>
    /// <param name="groups">All groups, in the order they are shown.</param>
    /// <param name="others">The name of what became one.</param>
    /// <param name="overlap">Whether someone can be in two of the groups: then nobody knows how many people two of them are, and the larger one counts.</param>
    public static IReadOnlyList<AttendanceGroup> Shown(IReadOnlyCollection<AttendanceGroup> groups, string others, bool overlap)
    {
        var shown = groups.Where(g => g.People >= MinGroupSize).ToList();
        var merged = groups.Where(g => g.People < MinGroupSize).ToList();
        if (merged.Count == 0)
        {
            return shown;
        }

        while (PeopleOf(merged, overlap) < MinGroupSize && shown.Count > 0)
        {
            var smallest = shown.MinBy(g => g.People)!;
            shown.Remove(smallest);
            merged.Add(smallest);
        }

        var people = PeopleOf(merged, overlap);
        return people < MinGroupSize ? [] : [.. shown, new AttendanceGroup(others, people, merged.Sum(g => g.Came), merged.Sum(g => g.NoShows), merged.Sum(g => g.WalkedIn))];
    }

    private static int PeopleOf(IReadOnlyCollection<AttendanceGroup> groups, bool overlap) => overlap ? groups.Max(g => g.People) : groups.Sum(g => g.People);
}
