using Rollout.Domain.Participation;

namespace Rollout.Domain.Infosessions;

/// <summary>The attendance of a group of people at the infosessions they had a place in.</summary>
/// <param name="Name">What the group has in common.</param>
/// <param name="People">The number of different people.</param>
/// <param name="Came">Places whose holder came.</param>
/// <param name="NoShows">Places whose holder did not come.</param>
/// <param name="WalkedIn">People who came without a place.</param>
public sealed record AttendanceGroup(string Name, int People, int Came, int NoShows, int WalkedIn)
{
    /// <summary>Smaller groups are not shown.</summary>
    public const int MinGroupSize = GroupPrivacy.SmallestGroup;

    /// <summary>The language of the name, where that is another than the reader's.</summary>
    public string? Language { get; init; }

    public int Places => Came + NoShows;

    /// <summary>The share of places whose holder came; null when there were no places.</summary>
    public double? ShowRate => Places == 0 ? null : (double)Came / Places;

    /// <summary>
    /// Merges groups so that they may be shown. Groups of fewer than five people become one; if that is still smaller than five, the smallest remaining group
    /// joins it, so that subtracting from the total reveals nobody.
    /// </summary>
    /// <param name="groups">All groups, in display order.</param>
    /// <param name="others">The name of the merged group.</param>
    /// <param name="overlap">Whether a person can be in two groups: then the size of two merged groups is unknown, and the larger of the two is used.</param>
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
