using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>The moments of a series, and the facilitator at each.</summary>
public sealed class SeriesTests
{
    private static readonly BranchId Gent = BranchId.New();
    private static readonly BranchId Brugge = BranchId.New();
    private static readonly (PersonId Id, string Name, BranchId Branch) Joost = (PersonId.New(), "Joost Maes", Gent);
    private static readonly (PersonId Id, string Name, BranchId Branch) Claire = (PersonId.New(), "Claire Dubois", Brugge);

    [Fact]
    public void A_series_is_its_weeks_by_its_days_by_its_hours_soonest_first()
    {
        var series = new Series(new LocalDate(2026, 12, 7), 2, [IsoDayOfWeek.Thursday, IsoDayOfWeek.Monday], [new LocalTime(14, 0), new LocalTime(10, 0), new LocalTime(14, 0)]);

        Assert.Equal(
            [On(7, 10), On(7, 14), On(10, 10), On(10, 14), On(14, 10), On(14, 14), On(17, 10), On(17, 14)],
            series.Moments);
    }

    [Fact]
    public void Days_before_the_first_are_left_out_and_weeks_are_those_of_the_calendar()
    {
        var series = new Series(new LocalDate(2026, 12, 9), 2, [IsoDayOfWeek.Monday, IsoDayOfWeek.Wednesday], [new LocalTime(10, 0)]);

        Assert.Equal([On(9, 10), On(14, 10), On(16, 10)], series.Moments);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_weeks_are_no_infosessions(int weeks) =>
        Assert.Empty(new Series(new LocalDate(2026, 12, 9), weeks, [IsoDayOfWeek.Monday], [new LocalTime(10, 0)]).Moments);

    [Fact]
    public void They_take_turns_and_begin_with_who_works_there()
    {
        var turns = new FacilitatorRotation([Joost, Claire], []);

        Assert.Equal([Claire.Id, Joost.Id, Claire.Id, Joost.Id], ((int[])[7, 8, 9, 10]).Select(day => turns.Next(Brugge, At(day, 10))));
    }

    [Fact]
    public void Whoever_is_free_goes_first_and_nobody_travels_while_another_need_not()
    {
        var turns = new FacilitatorRotation([Joost, Claire], [Booked(Joost, Gent, On(7, 9))]);

        Assert.Equal(Claire.Id, turns.Next(Gent, At(7, 10)));
        Assert.Equal(Joost.Id, turns.Next(Gent, At(7, 12))); // Joost is already in Gent that day
        Assert.Equal(Joost.Id, turns.Next(Gent, At(7, 14)));
        Assert.Equal(Claire.Id, turns.Next(Brugge, At(7, 16))); // Claire was in Gent, but so was Joost: she has the fewest
    }

    [Fact]
    public void When_nobody_is_free_it_is_someone_all_the_same()
    {
        var turns = new FacilitatorRotation([Joost], [Booked(Joost, Gent, On(7, 9))]);

        Assert.Equal(Joost.Id, turns.Next(Gent, At(7, 10)));
    }

    private static LocalDateTime On(int day, int hour) => new(2026, 12, day, hour, 0);

    private static SessionTime At(int day, int hour) => new(On(day, hour), A.Brussels, 120);

    private static ReservedSlot Booked((PersonId Id, string Name, BranchId Branch) who, BranchId where, LocalDateTime starts)
    {
        var time = new SessionTime(starts, A.Brussels, 120);
        return new ReservedSlot(InfosessionId.New(), new TopicTitle("Groups", "en", TopicTranslations.None), starts, time.StartsAt, time.EndsAt, who.Id, who.Name, where, "Leie");
    }
}
