using NodaTime;
using NodaTime.Text;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Infosessions;

/// <summary>An infosession is at a local time of its place, also across clock changes.</summary>
public sealed class SessionTimeTests
{
    [Theory]
    [InlineData("2027-03-27T14:00", "2027-03-27T13:00:00Z")]
    [InlineData("2027-03-28T14:00", "2027-03-28T12:00:00Z")] // summer time began that night
    [InlineData("2027-10-30T14:00", "2027-10-30T12:00:00Z")]
    [InlineData("2027-10-31T14:00", "2027-10-31T13:00:00Z")] // and ended that one
    [InlineData("2027-10-31T02:30", "2027-10-31T00:30:00Z")] // comes twice: the first is meant
    public void It_starts_at_the_local_time_of_its_place(string local, string utc)
    {
        var time = new SessionTime(Some.Local(local), A.Brussels, 120);

        Assert.Equal(InstantPattern.General.Parse(utc).Value, time.StartsAt);
        Assert.Equal(Duration.FromHours(2), time.EndsAt - time.StartsAt);
    }

    [Fact]
    public void A_time_the_clocks_skip_is_refused() =>
        Refused.By(InfosessionRules.TimeExistsOnTheClock, () => _ = new SessionTime(Some.Local("2027-03-28T02:30"), A.Brussels, 120));
}
