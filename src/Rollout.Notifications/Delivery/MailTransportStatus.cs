using Microsoft.Extensions.Logging;
using NodaTime;

namespace Rollout.Notifications.Delivery;

/// <summary>
/// A circuit breaker in front of the mail transport: after a failure that concerns every mail, nothing is sent until it is time to try again, a
/// little later after each failure. It is logged once when an outage begins and once when it is over.
/// </summary>
public sealed partial class MailTransportStatus(IClock clock, ILogger<MailTransportStatus> log) : IMailTransportStatus
{
    private static readonly Duration UrgentWait = Duration.FromSeconds(10);
    private static readonly Duration UrgentWaitWhenRefused = Duration.FromMinutes(1);
    private static readonly Duration FirstWait = Duration.FromSeconds(15);
    private static readonly Duration LongestWait = Duration.FromMinutes(5);
    private static readonly Duration LongestWaitWhenRefused = Duration.FromMinutes(30);
    private const int MostStrikes = 4;
    private readonly Lock _one = new();
    private volatile MailOutage? _outage;
    private readonly HashSet<Guid> _suspects = [];
    private int _strikes;

    public MailOutage? Outage => _outage;

    /// <summary>Whether a mail may be tried now. Urgent mail is tried more often: someone waits for it at a screen.</summary>
    public bool MayTry(bool urgent) => WaitUntil(urgent) is not { } until || clock.GetCurrentInstant() >= until;

    /// <summary>When the next attempt may be made, or null when nothing is in the way.</summary>
    public Instant? WaitUntil(bool urgent) =>
        _outage is not { } outage ? null
        : !urgent ? outage.RetryAt
        : Instant.Min(outage.RetryAt, outage.LastTriedAt + (IsRefusal(outage.Problem) ? UrgentWaitWhenRefused : UrgentWait));

    /// <summary>When a mail last left.</summary>
    public Instant? LastWorkedAt { get; private set; }

    /// <summary>
    /// A mail could not be handed over for a reason that concerns every mail. What may be that one mail's concerns all once it happens to two of them,
    /// or to the same one again and again, and none leaves meanwhile.
    /// </summary>
    public void Failed(MailProblem problem, string detail, Guid mail)
    {
        lock (_one)
        {
            var now = clock.GetCurrentInstant();
            _suspects.Add(mail);
            if (_outage is null && MayBeTheMail(problem) && _suspects.Count == 1 && ++_strikes < MostStrikes)
            {
                return;
            }

            if (_outage is null)
            {
                Began(problem, detail);
            }
            else if (_outage.LastTriedAt + UrgentWait > now)
            {
                // Several connections that fail together are one attempt.
                _outage = _outage with { Problem = problem, Detail = detail };
                return;
            }

            var attempts = (_outage?.Attempts ?? 0) + 1;
            _outage = new MailOutage(problem, detail, _outage?.Since ?? now, now, now + Wait(problem, attempts), attempts);
        }
    }

    /// <summary>A mail server took a mail, or answered about one mail alone.</summary>
    public void Worked()
    {
        lock (_one)
        {
            LastWorkedAt = clock.GetCurrentInstant();
            _suspects.Clear();
            _strikes = 0;
            if (_outage is { } outage)
            {
                _outage = null;
                Over(outage.Problem, outage.Attempts);
            }
        }
    }

    /// <summary>Whether it can be the fault of one mail: its content, or where it goes.</summary>
    public static bool MayBeTheMail(MailProblem problem) => problem is MailProblem.LineBroke or MailProblem.NoRelay;

    private static Duration Wait(MailProblem problem, int attempts)
    {
        var longest = IsRefusal(problem) ? LongestWaitWhenRefused : LongestWait;
        return Duration.Min(longest, FirstWait * (1L << Math.Min(attempts - 1, 10)));
    }

    // Asking again and again would make it worse: an account is locked, an address stays on a list.
    private static bool IsRefusal(MailProblem problem) => problem is MailProblem.Quota or MailProblem.Blocked or MailProblem.NoRelay or MailProblem.SenderNotAllowed or MailProblem.SignIn;

    [LoggerMessage(LogLevel.Error, "No mail leaves ({Problem}): {Detail}. All messages wait.")]
    private partial void Began(MailProblem problem, string detail);

    [LoggerMessage(LogLevel.Information, "Mail leaves again ({Problem}, {Attempts} attempts)")]
    private partial void Over(MailProblem problem, int attempts);
}
