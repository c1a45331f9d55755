namespace Rollout.Domain.Infosessions;

/// <summary>The state of an infosession.</summary>
public enum InfosessionState
{
    /// <summary>Planned, and visible only to the lead and facilitators.</summary>
    Draft,

    /// <summary>People can sign up until it starts.</summary>
    Published,

    Cancelled,
}
