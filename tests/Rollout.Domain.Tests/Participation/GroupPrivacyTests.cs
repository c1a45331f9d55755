using Rollout.Domain.Participation;

namespace Rollout.Domain.Tests.Participation;

/// <summary>An attacker with everything that is shown, over all pages, finds no hidden group.</summary>
public sealed class GroupPrivacyTests
{
    [Fact]
    public void Groups_under_five_are_hidden_with_the_next_one()
    {
        Assert.Equal([true, false, false, true], GroupPrivacy.Of([40, 3, 9, 20]));
        Assert.Equal([true, true], GroupPrivacy.Of([5, 12]));
        Assert.Equal([false, false], GroupPrivacy.Of([4, 12]));
        Assert.Equal([true, false, false], GroupPrivacy.Of([30, 3, 4])); // seven together
        Assert.Equal([false, false, false], GroupPrivacy.Of([30, 3, 1])); // four together would not do
    }

    [Fact]
    public void A_small_cell_hides_others_in_its_row_and_column()
    {
        var privacy = GroupPrivacy.Of([[20, 3, 30], [25, 40, 50], [60, 70, 80]]);

        Assert.False(privacy.ShowsCell(0, 1));
        Assert.False(privacy.ShowsCell(0, 0) && privacy.ShowsCell(0, 2));
        Assert.False(privacy.ShowsCell(1, 1) && privacy.ShowsCell(2, 1));
        Assert.True(privacy.ShowsRow(0) && privacy.ShowsColumn(1));
    }

    [Fact]
    public void A_table_of_four_people_shows_nothing() => Assert.False(GroupPrivacy.Of([[3, 1]]).ShowsAll);

    [Fact]
    public void Whoever_adds_and_subtracts_all_that_is_shown_finds_no_hidden_cell()
    {
        var dice = new Random(14);
        var hidden = 0;
        for (var run = 0; run < 400; run++)
        {
            var (rows, columns) = (dice.Next(1, 8), dice.Next(1, 7));
            var people = Enumerable.Range(0, rows).Select(_ => (IReadOnlyList<int>)[.. Enumerable.Range(0, columns).Select(_ => dice.Next(4) switch { 0 => dice.Next(0, 7), 1 => dice.Next(0, 15), _ => dice.Next(0, 200) })]).ToList();
            var privacy = GroupPrivacy.Of(people);
            var attack = new Attack(people, privacy);

            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    Assert.False(people[r][c] is > 0 and < 5 && privacy.ShowsCell(r, c), "a small cell is shown");
                    if (people[r][c] > 0 && !privacy.ShowsCell(r, c) && privacy.ShowsAll)
                    {
                        hidden++;
                        Assert.False(attack.Finds(people.Select((row, i) => row.Select((_, j) => i == r && j == c ? 1.0 : 0).ToArray()).ToList()) && people.Sum(row => row.Count(n => n > 0)) > 1, $"run {run}: cell {r}, {c} can be computed");
                    }
                }

                var total = people[r].Sum();
                Assert.False(total is > 0 and < 5 && privacy.ShowsRow(r), "a small row is shown");
                Assert.False(total is > 0 and < 5 && privacy.ShowsAll && attack.Finds(people.Select((row, i) => row.Select(_ => i == r ? 1.0 : 0).ToArray()).ToList()), $"run {run}: row {r} can be computed");
            }
        }

        Assert.True(hidden > 300, "the random tables hide too little to be an attack");
    }

    [Fact]
    public void Whoever_adds_and_subtracts_what_groups_did_learns_of_no_fewer_than_five_who_did_or_did_not()
    {
        var dice = new Random(15);
        var hidden = 0;
        for (var run = 0; run < 400; run++)
        {
            var (rows, columns) = (dice.Next(1, 7), dice.Next(2, 6));
            var groups = Enumerable.Range(0, rows).Select(_ => (IReadOnlyList<GroupCell>)[.. Enumerable.Range(0, columns).Select(_ => Group(dice))]).ToList();
            var privacy = GroupPrivacy.Of(groups);
            var did = groups.ConvertAll(row => (IReadOnlyList<int>)[.. row.Select(cell => cell.Did)]);
            var attack = new Attack(did, privacy, (r, c) => groups[r][c].IsEmpty);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    Assert.False(groups[r][c].IsSmall && privacy.ShowsCell(r, c), "fewer than five are shown");
                    if (!groups[r][c].IsEmpty && !privacy.ShowsCell(r, c) && privacy.ShowsAll)
                    {
                        hidden++;
                        Assert.False(attack.Finds(did.Select((row, i) => row.Select((_, j) => i == r && j == c ? 1.0 : 0).ToArray()).ToList()) && groups.Sum(row => row.Count(g => !g.IsEmpty)) > 1, $"run {run}: cell {r}, {c} can be computed");
                    }
                }

                Assert.False(groups[r].Aggregate((a, b) => a + b).IsSmall && privacy.ShowsRow(r), "a row of fewer than five is shown");
            }
        }

        Assert.True(hidden > 300, "the random tables hide too little to be an attack");

        static GroupCell Group(Random dice)
        {
            var people = dice.Next(4) switch { 0 => dice.Next(0, 12), 1 => dice.Next(0, 40), _ => dice.Next(20, 200) };
            return GroupCell.Of(dice.Next(3) switch { 0 => dice.Next(0, Math.Min(7, people + 1)), 1 => people - dice.Next(0, Math.Min(7, people + 1)), _ => dice.Next(0, people + 1) }, people);
        }
    }

    [Fact]
    public void Whoever_lays_a_breakdown_over_another_of_the_same_people_hardly_ever_counts_a_team_out()
    {
        var dice = new Random(40);
        var (byBands, byShares) = (0, 0);
        for (var run = 0; run < 500; run++)
        {
            // A work type is a team that is shown and one that is not: the one minus the other.
            var (team, rest) = (dice.Next(10, 120), dice.Next(5, 10));
            var (teamDid, restDid) = (dice.Next(0, team + 1), dice.Next(0, rest + 1));
            bool Finds(Func<GroupShare, object> told) => Enumerable.Range(0, rest + 1).Count(r => Enumerable.Range(0, team + 1).Any(t =>
                told(new GroupShare(t, team)).Equals(told(new GroupShare(teamDid, team))) && told(new GroupShare(t + r, team + rest)).Equals(told(new GroupShare(teamDid + restDid, team + rest))))) == 1;
            byBands += Finds(share => (share with { IsRough = true }).Band) ? 1 : 0;
            byShares += Finds(share => (share.IsFew, share.IsNearAll, share.Percent)) ? 1 : 0;
        }

        Assert.InRange(byBands, 0, 5); // where all of few did, or none, and both shares lie at the end of their bands
        Assert.InRange(byShares, 250, 500); // else the attack would be none
    }

    [Theory]
    [InlineData(10)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(437)]
    public void A_band_has_room_for_five_people_and_is_known_by_its_middle(int people)
    {
        var bands = Enumerable.Range(0, people + 1).Select(n => new GroupShare(n, people) { IsRough = true }).GroupBy(s => s.Band).ToList();

        Assert.All(bands, band => Assert.InRange(band.Count(), GroupPrivacy.SmallestGroup, people));
        if (people >= GroupShare.SmallestForQuarters)
        {
            Assert.All(bands, band => Assert.Equal(band.Key, GroupShare.BandAround(band.First().Percent)));
        }
    }

    [Fact]
    public void All_that_may_not_be_told_apart_looks_the_same()
    {
        Assert.Single(Enumerable.Range(0, 5).Select(n => new GroupShare(n, 40)).Select(s => (s.IsFew, s.Percent)).Distinct());
        Assert.Single(Enumerable.Range(36, 5).Select(n => new GroupShare(n, 40)).Select(s => (s.IsNearAll, s.Percent)).Distinct());
        Assert.True(new GroupShare(5, 40).IsExact && new GroupShare(35, 40).IsExact);
        Assert.True(new GroupShare(5, 9).IsHidden); // five and four
    }

    /// <summary>Solves for a combination of cells with all equations that can be read from pages.</summary>
    private sealed class Attack
    {
        private readonly List<double[]> _known = [];

        public Attack(List<IReadOnlyList<int>> people, GroupPrivacy privacy, Func<int, int, bool>? isEmpty = null)
        {
            var (rows, columns) = (people.Count, people[0].Count);
            void Know(Func<int, int, bool> which) => Add([.. Enumerable.Range(0, rows * columns).Select(i => which(i / columns, i % columns) ? 1.0 : 0)]);
            Know((_, _) => true);
            for (var r = 0; r < rows; r++)
            {
                for (var c = 0; c < columns; c++)
                {
                    if (privacy.ShowsCell(r, c) || (isEmpty is null ? people[r][c] == 0 : isEmpty(r, c)))
                    {
                        var (row, column) = (r, c);
                        Know((i, j) => i == row && j == column);
                    }
                }

                if (privacy.ShowsRow(r))
                {
                    var row = r;
                    Know((i, _) => i == row);
                }
            }

            for (var c = 0; c < columns; c++)
            {
                if (privacy.ShowsColumn(c))
                {
                    var column = c;
                    Know((_, j) => j == column);
                }
            }
        }

        public bool Finds(List<double[]> wanted)
        {
            var left = Reduced([.. wanted.SelectMany(row => row)]);
            return left.All(x => Math.Abs(x) < 1e-9);
        }

        private void Add(double[] equation)
        {
            var left = Reduced(equation);
            if (Array.Exists(left, x => Math.Abs(x) > 1e-9))
            {
                _known.Add(left);
            }
        }

        private double[] Reduced(double[] equation)
        {
            var left = (double[])equation.Clone();
            foreach (var known in _known)
            {
                var pivot = Array.FindIndex(known, x => Math.Abs(x) > 1e-9);
                var times = left[pivot] / known[pivot];
                for (var i = 0; i < left.Length; i++)
                {
                    left[i] -= times * known[i];
                }
            }

            return left;
        }
    }
}
