using Rollout.Domain.Infosessions;

namespace Rollout.Domain.Tests.Infosessions;

public sealed class SeatAllocatorTests
{
    [Fact]
    public void It_gives_out_the_free_seats_and_then_numbers_from_the_last_one_on()
    {
        var count = Count(seats: 5, taken: 2, offered: 1, lastNumber: 7);

        Assert.Equal([null, null, 8, 9], Enumerable.Range(0, 4).Select(_ => count.SeatOrNumber()));
        Assert.Equal((2, 2, 2), (count.TakenNow - count.Taken, count.NumbersDrawn, count.WaitingNow));
    }

    [Fact]
    public void While_someone_waits_a_free_seat_is_theirs() => Assert.Equal(4, Count(seats: 5, taken: 2, waiting: 1, lastNumber: 3).SeatOrNumber());

    [Fact]
    public void What_someone_gives_back_is_for_the_next()
    {
        var count = Count(seats: 2, taken: 2, offered: 0, lastNumber: 3);

        count.GiveBack(RegistrationState.Registered);
        Assert.True(count.HasChanged);
        Assert.Null(count.SeatOrNumber());
        Assert.False(count.HasChanged);
        Assert.Equal(4, count.SeatOrNumber());
    }

    [Fact]
    public void An_offered_seat_is_taken_once_and_a_called_one_by_the_first()
    {
        var count = Count(seats: 3, taken: 1, offered: 1, waiting: 2);

        Assert.Equal([true, false], [count.TryTakeOffered(), count.TryTakeOffered()]);
        Assert.Equal([true, false], [count.TryTakeCalled(), count.TryTakeCalled()]);
        Assert.Equal((3, 0, 1), (count.TakenNow, count.OfferedNow, count.WaitingNow));
    }

    private static SeatAllocator Count(int seats, int taken = 0, int offered = 0, int waiting = 0, int lastNumber = 0) =>
        new(InfosessionId.New(), 0, seats, taken, offered, waiting, lastNumber);
}
