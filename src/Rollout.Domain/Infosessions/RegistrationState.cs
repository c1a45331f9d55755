namespace Rollout.Domain.Infosessions;

/// <summary>The state of a person's place in an infosession.</summary>
public enum RegistrationState
{
    Registered,
    Withdrawn,
    Attended,
    NoShow,

    /// <summary>On the waiting list: not registered.</summary>
    Waiting,

    /// <summary>A seat is held for them until they answer: not registered yet.</summary>
    Offered,

    /// <summary>The offer was not answered, or the infosession started or was cancelled while they waited.</summary>
    Expired,
}
