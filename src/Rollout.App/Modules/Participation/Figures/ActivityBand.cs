using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Participation;

namespace Rollout.App.Modules.Participation.Figures;

/// <summary>What colleagues did in 30 days, each in one part: posted; else reacted; else was there; else was not.</summary>
/// <param name="Parts">In this order.</param>
public sealed record ActivityBand(LocalDate Day, int People, IReadOnlyList<BandPart> Parts)
{
    /// <summary>The parts of the bar: those that are not shown are drawn alike, so that only their sum can be seen.</summary>
    public IReadOnlyList<double> Drawn
    {
        get
        {
            var hidden = Parts.Where(p => !p.IsShown).ToList();
            return [.. Parts.Select(p => People == 0 ? 0 : p.IsShown ? (double)p.Count / People : (double)hidden.Sum(h => h.Count) / hidden.Count / People)];
        }
    }

    /// <summary>Null where the source cannot say it of one of the branches.</summary>
    /// <param name="sums">Those of the house, and of <paramref name="branches"/>.</param>
    internal static ActivityBand? Of(LocalDate day, IReadOnlyList<ParticipationSum> sums, IReadOnlySet<BranchId> branches)
    {
        if (!sums.All(s => s.OnlyRead is not null))
        {
            return null;
        }

        var (parts, privacy) = Privacy(sums);
        var rows = Enumerable.Range(0, sums.Count).Where(r => branches.Contains(sums[r].Branch)).ToList();
        return new ActivityBand(day, rows.Sum(r => sums[r].People), [.. Enumerable.Range(0, PartNames.Count).Select(part => new BandPart(
            PartNames[part], rows.Sum(r => parts[r][part]), rows.Count == sums.Count && rows.Count > 1 ? privacy.ShowsColumn(part) : rows.TrueForAll(r => privacy.ShowsCell(r, part))))]);
    }

    /// <summary>The branches whose share of posters would reveal a hidden share of another branch.</summary>
    internal static IEnumerable<BranchId> HidesPosted(IReadOnlyList<ParticipationSum> sums)
    {
        if (!sums.All(s => s.OnlyRead is not null))
        {
            return [];
        }

        var privacy = Privacy(sums).Privacy;
        return sums.Where((_, row) => !privacy.ShowsCell(row, 0)).Select(s => s.Branch);
    }

    private static readonly IReadOnlyList<string> PartNames = ["posted", "reacted", "read", "absent"];

    private static (List<IReadOnlyList<int>> Parts, GroupPrivacy Privacy) Privacy(IReadOnlyList<ParticipationSum> sums)
    {
        List<IReadOnlyList<int>> parts = [.. sums.Select(s => (IReadOnlyList<int>)[s.Posted!.Value, s.OnlyReacted!.Value, s.OnlyRead!.Value, s.People - s.Posted.Value - s.OnlyReacted.Value - s.OnlyRead.Value])];
        return (parts, GroupPrivacy.Of(parts));
    }
}

/// <summary>One part of the band.</summary>
/// <param name="Name">"posted", "reacted", "read" or "absent".</param>
public sealed record BandPart(string Name, int Count, bool IsShown);
