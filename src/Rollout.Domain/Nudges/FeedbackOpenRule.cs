using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>Reminds someone who attended an infosession and has not given feedback, on the second working day after it.</summary>
/// <param name="Hours">The working hours of their branch.</param>
/// <param name="Infosession">The infosession they attended.</param>
/// <param name="ClosesAt">When feedback closes.</param>
public sealed record FeedbackOpenRule(PersonId Person, WorkingHours Hours, InfosessionId Infosession, Instant EndedAt, Instant ClosesAt, bool HasAnswered)
{
    public const string Rule = "feedback-open";

    /// <summary>How many working days after the infosession.</summary>
    public const int DaysAfter = 2;

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        if (HasAnswered || due < Hours.OpeningOn(Hours.WorkingDaysAfter(Hours.DateOf(EndedAt), DaysAfter)) || due >= ClosesAt)
        {
            return null;
        }

        return new PlannedNudge(Rule, Person, Infosession.Value.ToString("N"), due, ClosesAt, Infosession.Value);
    }
}
