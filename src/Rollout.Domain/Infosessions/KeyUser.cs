using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>Someone the lead invited by name to a dry-run. Nobody else sees it or can sign up for it.</summary>
public sealed class KeyUser
{
    private KeyUser()
    {
    }

    public InfosessionId DryRun { get; private init; }
    public PersonId Person { get; private init; }
    public Instant InvitedAt { get; private init; }

    /// <param name="dryRun">To what.</param>
    /// <param name="person">Who, an employed person.</param>
    /// <param name="hasMail">Whether the invitation can reach them.</param>
    /// <param name="now">The moment.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">It is no dry-run, it has begun or was cancelled, or no mail reaches them.</exception>
    public static KeyUser Invite(Infosession dryRun, PersonId person, bool hasMail, Instant now)
    {
        TopicRules.InviteToADryRun.Ensure(dryRun.IsDryRun && dryRun.State == InfosessionState.Published && now < dryRun.StartsAt);
        TopicRules.InviteWhoHasMail.Ensure(hasMail);
        return new KeyUser { DryRun = dryRun.Id, Person = person, InvitedAt = now };
    }
}
