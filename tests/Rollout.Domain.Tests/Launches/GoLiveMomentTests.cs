using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>The moment is a local time, and one instant even when the clocks change.</summary>
public sealed class GoLiveMomentTests
{
    private readonly Setting _s = new();

    [Theory]
    [InlineData("2027-03-27T09:00", "2027-03-27T08:00:00Z")] // winter
    [InlineData("2027-03-28T09:00", "2027-03-28T07:00:00Z")] // summer time began that night
    [InlineData("2027-03-28T01:59", "2027-03-28T00:59:00Z")]
    [InlineData("2027-03-28T03:00", "2027-03-28T01:00:00Z")]
    [InlineData("2027-10-31T02:30", "2027-10-31T00:30:00Z")] // comes twice: the first is meant
    [InlineData("2027-10-31T03:00", "2027-10-31T02:00:00Z")]
    public void A_moment_is_one_instant(string local, string instant) =>
        Assert.Equal(InstantPattern.General.Parse(instant).Value, GoLiveMoment.InstantOf(LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value, A.Brussels));

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(59)]
    public void A_time_the_clocks_skip_is_refused(int minute)
    {
        Refused.By(WaveRules.TimeExistsOnTheClock, () => _s.Wave.Move(new LocalDateTime(2027, 3, 28, 2, minute), _s.Lead, A.Monday));
        Assert.Equal(Setting.Moment, _s.Wave.Moment);
    }
}
