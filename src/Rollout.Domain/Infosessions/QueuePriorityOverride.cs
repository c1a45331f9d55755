using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Infosessions;

/// <summary>A record that someone was moved to the front of a waiting list, by whom and why. Never deleted.</summary>
public sealed class QueuePriorityOverride
{
    private QueuePriorityOverride()
    {
    }

    public WentFirstId Id { get; private init; }
    public InfosessionId Infosession { get; private init; }
    public PersonId Person { get; private init; }
    public PersonId By { get; private init; }
    public string Reason { get; private init; } = "";
    public Instant At { get; private init; }

    /// <exception cref="SharedKernel.BrokenRuleException">The reason is missing or too long.</exception>
    public static QueuePriorityOverride Because(string reason, InfosessionId infosession, PersonId person, PersonId by, Instant now)
    {
        InfosessionRules.GoingFirstNeedsAReason.Ensure(reason.Trim().Length is >= 1 and <= Infosessions.Infosession.ReasonLength, Infosessions.Infosession.ReasonLength);
        return new QueuePriorityOverride { Id = WentFirstId.New(), Infosession = infosession, Person = person, By = by, Reason = reason.Trim(), At = now };
    }
}

public readonly record struct WentFirstId(Guid Value)
{
    public static WentFirstId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
