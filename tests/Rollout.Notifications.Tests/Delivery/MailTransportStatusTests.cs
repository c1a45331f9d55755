using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Rollout.Notifications.Delivery;
using Rollout.Testing;

namespace Rollout.Notifications.Tests.Delivery;

/// <summary>When mail is tried again after a failure that concerns all of it.</summary>
public sealed class MailTransportStatusTests
{
    private readonly StoppedClock _clock = new(A.Monday);
    private readonly MailTransportStatus _status;

    public MailTransportStatusTests() => _status = new MailTransportStatus(_clock, NullLogger<MailTransportStatus>.Instance);

    [Fact]
    public void As_long_as_nothing_failed_mail_may_leave()
    {
        Assert.True(_status.MayTry(urgent: false));
        Assert.Null(_status.Outage);
    }

    [Theory]
    [InlineData(MailProblem.NotReachable, 5)]
    [InlineData(MailProblem.Busy, 5)]
    [InlineData(MailProblem.Quota, 30)]
    [InlineData(MailProblem.SignIn, 30)]
    public void Each_failure_makes_the_wait_longer_up_to_a_limit(MailProblem problem, int minutes)
    {
        var waits = new List<Duration>();
        for (var i = 0; i < 12; i++)
        {
            _status.Failed(problem, "it failed");
            waits.Add(_status.Outage!.RetryAt - _clock.Now);
            _clock.Now = _status.Outage.RetryAt;
            Assert.True(_status.MayTry(urgent: false));
        }

        Assert.Equal(waits.Order(), waits);
        Assert.Equal(Duration.FromSeconds(15), waits[0]);
        Assert.Equal(Duration.FromMinutes(minutes), waits[^1]);
        Assert.Equal((A.Monday, 12), (_status.Outage!.Since, _status.Outage.Attempts));
    }

    [Fact]
    public void Urgent_mail_is_tried_sooner_but_not_all_the_time()
    {
        for (var i = 0; i < 6; i++)
        {
            _status.Failed(MailProblem.NotReachable, "nobody there");
            _clock.Advance(Duration.FromMinutes(5));
        }

        _status.Failed(MailProblem.NotReachable, "nobody there");

        Assert.False(_status.MayTry(urgent: true));
        _clock.Advance(Duration.FromSeconds(10));
        Assert.True(_status.MayTry(urgent: true));
        Assert.False(_status.MayTry(urgent: false));
    }

    [Fact]
    public void Connections_that_fail_together_are_one_attempt()
    {
        _status.Failed(MailProblem.NotReachable, "nobody there");
        _status.Failed(MailProblem.NotReachable, "nobody there");

        Assert.Equal(1, _status.Outage!.Attempts);
    }

    [Fact]
    public void A_line_that_breaks_once_may_be_that_mail_and_twice_in_a_row_is_the_server()
    {
        _status.Failed(MailProblem.LineBroke, "gone");
        Assert.Null(_status.Outage);
        _status.Worked();
        _status.Failed(MailProblem.LineBroke, "gone");
        Assert.Null(_status.Outage);
        _status.Failed(MailProblem.LineBroke, "gone");
        Assert.Equal(MailProblem.LineBroke, _status.Outage?.Problem);
    }

    [Fact]
    public void One_mail_that_leaves_ends_it()
    {
        _status.Failed(MailProblem.Quota, "554 5.2.0");
        _status.Worked();

        Assert.Null(_status.Outage);
        Assert.True(_status.MayTry(urgent: false));
    }
}
