using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>What a rule says of one person: this is to be asked, at this moment, and from then on no more.</summary>
/// <param name="Rule">The code of the rule.</param>
/// <param name="Person">Who is asked.</param>
/// <param name="DeduplicationKey">What makes it this time and no other: a week, an invitation's first reminder, a launch.</param>
/// <param name="DueAt">Inside the working hours of the person's branch; the moment asked about, if that is inside.</param>
/// <param name="ExpiresAt">From here on it has lost its point.</param>
/// <param name="SubjectId">The invitation or launch it is about.</param>
public sealed record PlannedNudge(string Rule, PersonId Person, string DeduplicationKey, Instant DueAt, Instant ExpiresAt, Guid? SubjectId = null)
{
    /// <summary>Unique: a nudge is sent once for a rule, a person and an occasion.</summary>
    public string Key => $"nudge:{Rule}:{Person.Value:N}:{DeduplicationKey}";
}
