using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>A nudge that a rule plans for one person.</summary>
/// <param name="Rule">The code of the rule.</param>
/// <param name="DeduplicationKey">Distinguishes occasions, so that a nudge is sent once for each: a week, an invitation's first reminder, a launch.</param>
/// <param name="DueAt">A moment within the working hours of the person's branch, not before the moment the rule was evaluated.</param>
/// <param name="ExpiresAt">The moment from which it is no longer useful.</param>
/// <param name="SubjectId">The invitation, launch or run it is about.</param>
/// <param name="Confidential">Whether that they get it says what they do on the platform, which only they may see.</param>
/// <param name="Channel">How it reaches them.</param>
public sealed record PlannedNudge(string Rule, PersonId Person, string DeduplicationKey, Instant DueAt, Instant ExpiresAt, Guid? SubjectId = null, bool Confidential = false, MessageChannel Channel = MessageChannel.Mail)
{
    /// <summary>Unique per rule, person and occasion.</summary>
    public string Key => $"nudge:{Rule}:{Person.Value:N}:{DeduplicationKey}";
}
