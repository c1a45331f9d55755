using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>Someone who came to an infosession and has not said what they thought is asked once more, on the second working day after it.</summary>
/// <param name="Person">The person.</param>
/// <param name="Hours">Of their branch.</param>
/// <param name="Infosession">Where they were.</param>
/// <param name="EndedAt">When it was over.</param>
/// <param name="ClosesAt">From when on nobody can answer.</param>
/// <param name="HasAnswered">Whether they have answered.</param>
public sealed record FeedbackOpenRule(PersonId Person, WorkingHours Hours, InfosessionId Infosession, Instant EndedAt, Instant ClosesAt, bool HasAnswered)
{
    public const string Rule = "feedback-open";

    /// <summary>How many working days after the infosession.</summary>
    public const int DaysAfter = 2;

    /// <summary>What is to be asked, as seen from <paramref name="now"/>; null when there is nothing to ask.</summary>
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
