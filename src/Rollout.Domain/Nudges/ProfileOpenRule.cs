using NodaTime;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Nudges;

/// <summary>Reminds an invited colleague whose profile is not complete three working days after the invitation and once more after seven, and then no more.</summary>
/// <param name="Person">The colleague.</param>
/// <param name="Hours">The working hours of their branch.</param>
/// <param name="Invitation">The invitation they accepted, or otherwise their first.</param>
/// <param name="Since">When they were invited, or came without an invitation.</param>
/// <param name="Complete">Whether the profile is complete by evidence.</param>
public sealed record ProfileOpenRule(PersonId Person, WorkingHours Hours, InvitationId Invitation, Instant Since, bool Complete)
{
    public const string Rule = "profile-open";

    private const int First = 3;
    private const int Second = 7;
    private const int Stop = 12;

    /// <summary>The nudge to plan as of <paramref name="now"/>; null when there is none.</summary>
    public PlannedNudge? Plan(Instant now)
    {
        var due = Hours.Next(now);
        if (Complete || due < After(First) || due >= After(Stop))
        {
            return null;
        }

        var second = due >= After(Second);
        return new PlannedNudge(Rule, Person, $"{Invitation.Value:N}:{(second ? 2 : 1)}", due, After(second ? Stop : Second), Invitation.Value);
    }

    private Instant After(int workingDays) => Hours.OpeningOn(Hours.WorkingDaysAfter(Hours.DateOf(Since), workingDays));
}
