using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Ambassadors;

/// <summary>A person appointed to onboard colleagues, with a quota and a window.</summary>
public sealed class Ambassador
{
    /// <summary>How many colleagues an ambassador onboards unless the lead says otherwise.</summary>
    public const int DefaultQuota = 10;

    private Ambassador()
    {
    }

    public AmbassadorId Id { get; private init; }
    public PersonId Person { get; private init; }

    /// <summary>How many colleagues this ambassador is to onboard.</summary>
    public int Quota { get; private set; }

    /// <summary>First day of the window, on the branch's calendar.</summary>
    public LocalDate From { get; private set; }

    /// <summary>Last day of the window, on the branch's calendar.</summary>
    public LocalDate Until { get; private set; }

    /// <summary>What stands in the personal link and can be said aloud: "SANNE-7K2". Unique.</summary>
    public string Code { get; private set; } = "";

    public Instant AppointedAt { get; private init; }

    /// <summary>When the term was ended early, if it was.</summary>
    public Instant? SteppedDownAt { get; private set; }

    public int Version { get; private set; }

    /// <exception cref="Rules.BrokenRuleException">An <see cref="AmbassadorRules"/> rule refuses.</exception>
    public static Ambassador Appoint(PersonId person, int quota, LocalDate from, LocalDate until, string code, Instant now)
    {
        AmbassadorRules.QuotaIsAtLeastOne.MustHold(quota is >= 1 and <= 500);
        AmbassadorRules.WindowEndsAfterItStarts.MustHold(until > from);
        return new Ambassador
        {
            Id = AmbassadorId.New(),
            Person = person,
            Quota = quota,
            From = from,
            Until = until,
            Code = code,
            AppointedAt = now,
        };
    }
}

public readonly record struct AmbassadorId(Guid Value)
{
    public static AmbassadorId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
