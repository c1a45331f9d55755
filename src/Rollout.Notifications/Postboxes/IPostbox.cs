using Rollout.Notifications.Mail;

namespace Rollout.Notifications.Postboxes;

/// <summary>Where mail leaves the house.</summary>
public interface IPostbox
{
    /// <summary>How many rounds may be under way at once.</summary>
    int MostRounds { get; }

    /// <summary>One round to the postbox: what it opens, it keeps open for all mails of the round.</summary>
    IPostRound Open();
}

/// <summary>Hands over one mail after the other.</summary>
public interface IPostRound : IAsyncDisposable
{
    /// <summary>Hands one mail over. What goes wrong on the way is an answer, not an exception.</summary>
    Task<Delivery> PostAsync(ComposedMail mail, CancellationToken ct);
}

/// <summary>The postbox's answer.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Trouble">What went wrong, in the words of the mail server or the system.</param>
public readonly record struct Delivery(Outcome Outcome, string? Trouble = null)
{
    public static readonly Delivery Sent = new(Outcome.Sent);
}

/// <summary>What happened to a mail that was handed over.</summary>
public enum Outcome
{
    /// <summary>Taken over.</summary>
    Sent,

    /// <summary>The server could not be reached: nothing was handed over.</summary>
    Unreachable,

    /// <summary>Refused for the moment (4xx).</summary>
    NotNow,

    /// <summary>Refused for good (5xx).</summary>
    Refused,

    /// <summary>Handed over, and then the answer was lost.</summary>
    Lost,
}
