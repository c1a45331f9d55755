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
    private readonly Guid _one = Guid.CreateVersion7(), _other = Guid.CreateVersion7();

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
            Fails(problem, _one);
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
            Fails(MailProblem.NotReachable, _one);
            _clock.Advance(Duration.FromMinutes(5));
        }

        Fails(MailProblem.NotReachable, _one);

        Assert.False(_status.MayTry(urgent: true));
        _clock.Advance(Duration.FromSeconds(10));
        Assert.True(_status.MayTry(urgent: true));
        Assert.False(_status.MayTry(urgent: false));
    }

    [Fact]
    public void Connections_that_fail_together_are_one_attempt()
    {
        Fails(MailProblem.NotReachable, _one);
        Fails(MailProblem.NotReachable, _one);

        Assert.Equal(1, _status.Outage!.Attempts);
    }

    [Fact]
    public void A_line_that_breaks_over_one_mail_may_be_that_mail_and_over_two_is_the_server()
    {
        Fails(MailProblem.LineBroke, _one);
        Assert.Null(_status.Outage);
        _status.Worked();
        Fails(MailProblem.LineBroke, _other);
        Assert.Null(_status.Outage);
        Fails(MailProblem.LineBroke, _one);
        Assert.Equal(MailProblem.LineBroke, _status.Outage?.Problem);
    }

    [Fact]
    public void A_line_that_breaks_again_and_again_while_nothing_else_leaves_is_the_server()
    {
        for (var i = 0; i < 3; i++)
        {
            Fails(MailProblem.LineBroke, _one);
            Assert.Null(_status.Outage);
        }

        Fails(MailProblem.LineBroke, _one);
        Assert.NotNull(_status.Outage);
    }

    [Fact]
    public void One_mail_that_leaves_ends_it()
    {
        Fails(MailProblem.Quota, _one);
        _status.Worked();

        Assert.Null(_status.Outage);
        Assert.True(_status.MayTry(urgent: false));
    }

    private void Fails(MailProblem problem, Guid mail) => _status.Failed(problem, "it failed", mail);
}
