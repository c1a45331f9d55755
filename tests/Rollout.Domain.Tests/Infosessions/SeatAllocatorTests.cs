using Rollout.Domain.Infosessions;

namespace Rollout.Domain.Tests.Infosessions;

public sealed class SeatAllocatorTests
{
    [Fact]
    public void It_gives_out_the_free_seats_and_then_numbers_from_the_last_one_on()
    {
        var count = Count(seats: 5, taken: 2, offered: 1, lastNumber: 7);

        Assert.Equal([null, null, 8, 9], Enumerable.Range(0, 4).Select(_ => count.SeatOrNumber()));
        Assert.Equal((2, 2, 2), (count.SeatsGiven, count.NumbersDrawn, count.WaitingNow));
    }

    [Fact]
    public void While_someone_waits_a_free_seat_is_theirs() => Assert.Equal(4, Count(seats: 5, taken: 2, waiting: 1, lastNumber: 3).SeatOrNumber());

    private static SeatAllocator Count(int seats, int taken = 0, int offered = 0, int waiting = 0, int lastNumber = 0) =>
        new(InfosessionId.New(), 0, seats, taken, offered, waiting, lastNumber);
}
