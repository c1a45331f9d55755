using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>Someone the lead invited by name to a dry-run. Nobody else can see it or sign up for it.</summary>
public sealed class KeyUser
{
    private KeyUser()
    {
    }

    public InfosessionId DryRun { get; private init; }
    public PersonId Person { get; private init; }
    public Instant InvitedAt { get; private init; }

    /// <param name="person">An employed person.</param>
    /// <param name="hasMail">Whether the invitation can reach them.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">It is not a dry-run, has started or was cancelled, or the person cannot be reached by mail.</exception>
    public static KeyUser Invite(Infosession dryRun, PersonId person, bool hasMail, Instant now)
    {
        TopicRules.InviteToADryRun.Ensure(dryRun.IsDryRun && dryRun.State == InfosessionState.Published && now < dryRun.StartsAt);
        TopicRules.InviteWhoHasMail.Ensure(hasMail);
        return new KeyUser { DryRun = dryRun.Id, Person = person, InvitedAt = now };
    }
}
