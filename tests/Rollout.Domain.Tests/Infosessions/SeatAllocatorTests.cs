using NodaTime;
using Rollout.Domain.Infosessions;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Tests.Infosessions;

public sealed class SeatAllocatorTests
{
    private static readonly Instant Starts = Instant.FromUtc(2026, 12, 1, 13, 0);
    private static readonly Instant Now = Starts - Duration.FromDays(1);

    [Fact]
    public void It_gives_out_the_free_seats_and_then_numbers_from_the_last_one_on()
    {
        var count = Count(seats: 5, taken: 2, offered: 1, lastNumber: 7);

        Assert.Equal([null, null, 8, 9], Enumerable.Range(0, 4).Select(_ => count.SeatOrNumber(Now)));
        Assert.Equal((2, 2, 2), (count.SeatsGiven, count.NumbersDrawn, count.WaitingNow));
    }

    [Fact]
    public void While_someone_waits_a_free_seat_is_theirs() => Assert.Equal(4, Count(seats: 5, taken: 2, waiting: 1, lastNumber: 3).SeatOrNumber(Now));

    [Theory]
    [InlineData(InfosessionState.Draft, -1)]
    [InlineData(InfosessionState.Cancelled, -1)]
    [InlineData(InfosessionState.Published, 0)]
    public void It_gives_out_nothing_unless_people_can_sign_up(InfosessionState state, int hoursLate)
    {
        var count = Count(seats: 5) with { State = state };

        Assert.Throws<BrokenRuleException>(() => count.SeatOrNumber(Starts + Duration.FromHours(hoursLate)));
        Assert.Equal((0, 0), (count.SeatsGiven, count.NumbersDrawn));
    }

    private static SeatAllocator Count(int seats, int taken = 0, int offered = 0, int waiting = 0, int lastNumber = 0) =>
        new(InfosessionId.New(), 0, InfosessionState.Published, Starts, seats, taken, offered, waiting, lastNumber);
}
