using NodaTime;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Participation;

/// <summary>By what the people of a branch are grouped.</summary>
public enum GroupKind
{
    /// <summary>Not at all: everyone in the branch.</summary>
    Everyone,
    WorkType,
    Language,
    Department,

    /// <summary>By how long they work here: see <see cref="ParticipationSum.Newcomers"/>.</summary>
    StartDate,
}

/// <summary>
/// The figures of a group on the day of a report. What is stored when personal evidence is deleted: only numbers, of which groups under five are never shown.
/// </summary>
/// <param name="Source">The reports counted; those of different sources are never added up.</param>
/// <param name="Value">What the group has in common; empty for everyone, and for people without a value.</param>
/// <param name="People">Everyone employed whose account is not closed: what each figure is out of.</param>
/// <param name="Reacted">Null where the source cannot say it, as with the next three.</param>
/// <param name="OnlyReacted">Reacted and posted nothing.</param>
/// <param name="OnlyRead">Was there in the last 30 days, and neither reacted nor posted.</param>
public sealed record ParticipationSum(
    string Source, LocalDate Day, BranchId Branch, GroupKind Kind, string Value, int People, int Visited, int ProfileComplete, int? Reacted, int? Posted, int? Active,
    int? OnlyReacted, int? OnlyRead)
{
    /// <summary>The most characters of what a group has in common.</summary>
    public const int ValueLength = 200;

    /// <summary>Works here for less than a year on the day of the report.</summary>
    public const string Newcomers = "under-1";

    /// <summary>Works here for one to five years.</summary>
    public const string Settled = "1-to-5";

    /// <summary>Works here for longer.</summary>
    public const string LongServing = "over-5";
}
