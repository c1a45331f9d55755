using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Nudges;

/// <summary>The lead's announcement to a branch of the infosessions its people can choose from; one for each branch, the last one counts.</summary>
public sealed class InfosessionAnnouncement
{
    private InfosessionAnnouncement()
    {
    }

    public BranchId Branch { get; private init; }
    public Instant At { get; private set; }
    public PersonId By { get; private set; }

    public static InfosessionAnnouncement To(BranchId branch, PersonId by, Instant now) => new() { Branch = branch, At = now, By = by };

    public void Repeat(PersonId by, Instant now) => (At, By) = (now, by);
}

/// <summary>Rules for announcing infosessions to branches.</summary>
public static class AnnouncementRules
{
    public static readonly Rule TellsABranch = new("announcement.tells-a-branch");
}
