using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Participation;

/// <summary>Someone who gets the brief for the management meeting although they are not a lead, because a lead added them.</summary>
public sealed class BriefReader
{
    private BriefReader()
    {
    }

    public PersonId Person { get; private init; }

    public Instant AddedAt { get; private init; }

    /// <exception cref="SharedKernel.BrokenRuleException"><see cref="ParticipationRules.ReaderHasAMail"/></exception>
    public static BriefReader Add(Person person, Instant now)
    {
        ParticipationRules.ReaderHasAMail.Ensure(person is { Active: true, Email: not null });
        return new BriefReader { Person = person.Id, AddedAt = now };
    }
}
