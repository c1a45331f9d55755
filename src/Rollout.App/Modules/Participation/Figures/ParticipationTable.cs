using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>One figure now.</summary>
/// <param name="Day">The day it is of; null when the source cannot say it.</param>
/// <param name="Before">The same four weeks earlier; null when that is not known.</param>
public sealed record FigureNow(Figure Figure, LocalDate? Day, GroupShare? Now, GroupShare? Before);

/// <summary>What colleagues did in 30 days, each in one part: posted; else reacted; else was there; else was not.</summary>
public sealed record ActivityBand(LocalDate Day, int People, int Posted, int Reacted, int Read)
{
    public int Absent => People - Posted - Reacted - Read;
}

/// <summary>The sums of branches over time, of one source, and which of them may be shown.</summary>
internal sealed class ParticipationTable
{
    private readonly ILookup<LocalDate, ParticipationSum> _days;
    private readonly HashSet<BranchId> _shown;

    public ParticipationTable(IReadOnlyList<ParticipationSum> sums)
    {
        _days = sums.ToLookup(s => s.Day);
        Days = [.. _days.Select(d => d.Key).Order()];
        var newest = Day is { } day ? _days[day].ToList() : [];
        var shown = GroupPrivacy.Of([.. newest.Select(s => s.People)]);
        _shown = [.. newest.Where((_, i) => shown[i]).Select(s => s.Branch)];
    }

    /// <summary>The days of reports, oldest first.</summary>
    public IReadOnlyList<LocalDate> Days { get; }

    /// <summary>The newest day; null when there are no reports.</summary>
    public LocalDate? Day => Days.Count == 0 ? null : Days[^1];

    /// <summary>Whether some branches may be shown together: they are no group that is too small.</summary>
    public bool ShowsTogether(IReadOnlySet<BranchId> branches) => Day is { } day
        && _days[day].Where(s => branches.Contains(s.Branch)).Sum(s => s.People) >= GroupPrivacy.SmallestGroup;

    /// <summary>Whether a branch may be shown by itself.</summary>
    public bool Shows(BranchId branch) => _shown.Contains(branch);

    public int People(IReadOnlySet<BranchId> branches) => Day is { } day ? _days[day].Where(s => branches.Contains(s.Branch)).Sum(s => s.People) : 0;

    public IReadOnlyList<FigureNow> Now(IReadOnlySet<BranchId> branches) => [.. Enum.GetValues<Figure>().Select(figure =>
    {
        var days = Days.Where(day => Share(figure, day, branches) is not null).ToList();
        return days.Count == 0 ? new FigureNow(figure, null, null, null)
            : new FigureNow(figure, days[^1], Share(figure, days[^1], branches), days.LastOrDefault(day => day <= days[^1].PlusWeeks(-4)) is var before && before != default ? Share(figure, before, branches) : null);
    })];

    public ActivityBand? Band(IReadOnlySet<BranchId> branches)
    {
        foreach (var day in Days.Reverse())
        {
            var sums = _days[day].Where(s => branches.Contains(s.Branch)).ToList();
            if (sums.Count > 0 && sums.TrueForAll(s => s.OnlyRead is not null))
            {
                return new ActivityBand(day, sums.Sum(s => s.People), sums.Sum(s => s.Posted!.Value), sums.Sum(s => s.OnlyReacted!.Value), sums.Sum(s => s.OnlyRead!.Value));
            }
        }

        return null;
    }

    /// <summary>A figure of some branches together on one day; null when the source cannot say it or the group is too small.</summary>
    public GroupShare? Share(Figure figure, LocalDate day, IReadOnlySet<BranchId> branches)
    {
        var sums = _days[day].Where(s => branches.Contains(s.Branch)).ToList();
        var people = sums.Sum(s => s.People);
        return people < GroupPrivacy.SmallestGroup || sums.Exists(s => Of(s, figure) is null) ? null : new GroupShare(sums.Sum(s => Of(s, figure)!.Value), people);
    }

    public static int? Of(ParticipationSum sum, Figure figure) => figure switch
    {
        Figure.Visited => sum.Visited,
        Figure.ProfileComplete => sum.ProfileComplete,
        Figure.Reacted => sum.Reacted,
        Figure.Posted => sum.Posted,
        _ => sum.Active,
    };
}
