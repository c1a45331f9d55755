using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>One figure now.</summary>
/// <param name="Day">The day the value is for; null when no source covers it, or it may not be published.</param>
/// <param name="Before">The same four weeks earlier; null when that is not known.</param>
public sealed record FigureNow(Figure Figure, LocalDate? Day, GroupShare? Now, GroupShare? Before);

/// <summary>
/// The sums of branches over time, of one source, and which of them may be shown. A branch's figure is hidden where it would be about fewer than five people, and where it would give away
/// another branch's by subtraction from the house's.
/// </summary>
internal sealed class ParticipationTable
{
    private readonly ILookup<LocalDate, ParticipationSum> _days;
    private readonly HashSet<BranchId> _shown;
    private readonly IReadOnlySet<BranchId> _house;
    private readonly Dictionary<(Figure, LocalDate), HashSet<BranchId>> _hidden = [];

    /// <param name="house">The branches whose figures together are those of the house.</param>
    public ParticipationTable(IReadOnlyList<ParticipationSum> sums, IReadOnlySet<BranchId> house)
    {
        _house = house;
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
    public bool ShowsTogether(IReadOnlySet<BranchId> branches) => People(branches) >= GroupPrivacy.SmallestGroup;

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
            if (_days[day].Any(s => branches.Contains(s.Branch)) && ActivityBand.Of(day, [.. _days[day].Where(s => branches.Contains(s.Branch) || _house.Contains(s.Branch))], branches) is { } band)
            {
                return band;
            }
        }

        return null;
    }

    /// <summary>A figure of some branches together on one day; null when the source cannot say it or it may not be shown.</summary>
    public GroupShare? Share(Figure figure, LocalDate day, IReadOnlySet<BranchId> branches)
    {
        var isHouse = branches.Count > 1 && branches.SetEquals(_house);
        return Counted(figure, day, branches) is not { IsHidden: false } share ? null
            : isHouse && figure == Figure.Posted && share.IsExact && HidesPosted(day) ? null
            : !isHouse && branches.Any(b => IsHidden(figure, day, b, isAlone: branches.Count == 1)) ? null
            : share;
    }

    /// <summary>What was counted, whether it may be shown or not: for conclusions, never for a page.</summary>
    public GroupShare? Counted(Figure figure, LocalDate day, IReadOnlySet<BranchId> branches)
    {
        var sums = _days[day].Where(s => branches.Contains(s.Branch)).ToList();
        return sums.Count == 0 || sums.Exists(s => Of(s, figure) is null) ? null : new GroupShare(sums.Sum(s => Of(s, figure)!.Value), sums.Sum(s => s.People));
    }

    public static int? Of(ParticipationSum sum, Figure figure) => figure switch
    {
        Figure.Visited => sum.Visited,
        Figure.ProfileComplete => sum.ProfileComplete,
        Figure.Reacted => sum.Reacted,
        Figure.Posted => sum.Posted,
        _ => sum.Active,
    };

    // By subtraction the band would reveal a hidden part of it.
    private bool HidesPosted(LocalDate day) => ActivityBand.Of(day, [.. _days[day].Where(s => _house.Contains(s.Branch))], _house) is { } band && !band.Parts[0].IsShown;

    // A branch shown alone may say that few did; added to others, that would reveal how many.
    private bool IsHidden(Figure figure, LocalDate day, BranchId branch, bool isAlone)
    {
        if (!_hidden.TryGetValue((figure, day), out var hidden))
        {
            var sums = _days[day].Where(s => _house.Contains(s.Branch) && Of(s, figure) is not null).ToList();
            var shown = GroupPrivacy.Of([.. sums.Select(s => GroupCell.Of(Of(s, figure)!.Value, s.People))]);
            _hidden[(figure, day)] = hidden = [.. sums.Where((_, i) => !shown[i]).Select(s => s.Branch)];
            if (figure == Figure.Posted)
            {
                hidden.UnionWith(ActivityBand.HidesPosted(sums));
            }
        }

        return hidden.Contains(branch) && !(isAlone && Counted(figure, day, new HashSet<BranchId> { branch }) is { IsExact: false });
    }
}
