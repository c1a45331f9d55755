using NodaTime;
using Rollout.Domain.Participation;
using Rollout.Domain.Branches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Participation;

/// <summary>What a director is asked to do in a week, and what was published elsewhere.</summary>
public sealed class DirectorStepTests
{
    private static readonly LocalDate Monday = new(2026, 11, 23);

    [Fact]
    public void What_the_branch_shows_comes_before_what_always_helps()
    {
        var signs = new BranchSigns(3, 40, FallsBehind: true, "Ik antwoord elke vraag binnen een dag", 2, new QuietGroup(GroupKind.Department, "Planning", 22));

        Assert.Equal([DirectorStepKind.KickOffPromise, DirectorStepKind.QuietTeam, DirectorStepKind.OpenQuestions], Kinds(signs));
        Assert.Equal(22, DirectorStep.Choose(BranchId.New(), Monday, signs)[1].Before);
        Assert.Equal(DirectorStepKind.AskWhatIsInTheWay, Kinds(signs with { OpenQuestions = 0 })[2]);
    }

    [Fact]
    public void A_branch_that_shows_nothing_gets_three_things_all_the_same_and_another_first_next_week()
    {
        var signs = new BranchSigns(20, null, FallsBehind: false, "Beloofd is beloofd", 0, new QuietGroup(GroupKind.WorkType, "Shop", 38));
        var next = DirectorStep.Choose(BranchId.New(), Monday.PlusWeeks(1), signs).Select(s => s.Kind).ToList();

        Assert.Equal(DirectorStep.InAWeek, Kinds(signs).Distinct().Count());
        Assert.DoesNotContain(DirectorStepKind.KickOffPromise, Kinds(signs)); // long ago
        Assert.NotEqual(Kinds(signs)[0], next[0]);
        Assert.DoesNotContain(DirectorStepKind.QuietTeam, Kinds(signs with { Active = 40 })); // two points are no quiet team
    }

    [Fact]
    public void Only_the_director_of_the_branch_ticks()
    {
        var branch = A.Branch("Gent");
        var director = A.Director(branch);
        var step = DirectorStep.Choose(branch.Id, Monday, new BranchSigns(1, 30, FallsBehind: false, null, 0, null))[0];
        var now = A.Monday;

        Refused.By(ParticipationRules.OnlyItsDirectorTicks, () => step.Tick(done: true, A.Acting(A.Person(branch, "Bas de Groot"), branch), now));
        step.Tick(done: true, A.Acting(director, branch), now);
        Assert.Equal(now, step.DoneAt);
        step.Tick(done: false, A.Acting(director, branch), now);
        Assert.Null(step.DoneAt);
    }

    [Fact]
    public void A_published_figure_is_a_percentage_or_a_number_and_says_where_it_comes_from()
    {
        PublishedFigure Of(int? percent, int? count, int? outOf, string said = "Jaarverslag", LocalDate? day = null) =>
            PublishedFigure.Of(Figure.Visited, PublishedAs.History, day ?? Monday, percent, count, outOf, said);
        Refused.By(ParticipationRules.PublishedIsAFigure, () => Of(null, null, 18000));
        Refused.By(ParticipationRules.PublishedIsAFigure, () => Of(20, 3000, null));
        Refused.By(ParticipationRules.PublishedIsAFigure, () => Of(101, null, null));
        Refused.By(ParticipationRules.PublishedIsAFigure, () => Of(null, 3000, 2000));
        Refused.By(ParticipationRules.PublishedWasSaid, () => Of(99, null, null, " "));
        Refused.By(ParticipationRules.PublishedHasADay, () => PublishedFigure.Of(Figure.Active, PublishedAs.Target, null, 20, null, null, "Directie"));

        Assert.Equal(-39, Of(99, null, null).PointsOff(new GroupShare(60, 100)));
        Assert.Equal(43, Of(null, 3000, 18000).PointsOff(new GroupShare(60, 100))); // 3,000 of 18,000 are 17%
        Assert.Null(Of(null, 3000, null).PointsOff(new GroupShare(60, 100)));
        Assert.Null(Of(99, null, null).PointsOff(null));
    }

    private static List<DirectorStepKind> Kinds(BranchSigns signs) => [.. DirectorStep.Choose(BranchId.New(), Monday, signs).Select(s => s.Kind)];
}
