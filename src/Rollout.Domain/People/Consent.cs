using NodaTime;

namespace Rollout.Domain.People;

/// <summary>What someone agreed to, in the words they read, and when they withdrew it. Agreeing again, or to other words, is another consent.</summary>
public sealed class Consent
{
    /// <summary>The most characters of the wording.</summary>
    public const int WordingLength = 1000;

    private Consent()
    {
    }

    public ConsentId Id { get; private init; }
    public PersonId Person { get; private init; }
    public ConsentPurpose Purpose { get; private init; }

    /// <summary>The text that was shown, with what was filled in.</summary>
    public string Wording { get; private init; } = "";

    /// <summary>The language of the wording, as an ISO 639-1 code.</summary>
    public string Language { get; private init; } = "";

    public Instant GivenAt { get; private init; }

    /// <summary>Null while it holds.</summary>
    public Instant? WithdrawnAt { get; private set; }

    public static Consent Give(PersonId person, ConsentPurpose purpose, string wording, string language, Instant now) =>
        new() { Id = ConsentId.New(), Person = person, Purpose = purpose, Wording = wording.Length <= WordingLength ? wording : wording[..WordingLength], Language = language, GivenAt = now };

    /// <summary>Withdraws it. The first withdrawal counts.</summary>
    public void Withdraw(Instant now) => WithdrawnAt ??= now;
}

/// <summary>What people are asked to agree to.</summary>
public enum ConsentPurpose
{
    /// <summary>Their story as an ambassador, with their name, on everyone's start page.</summary>
    Story,

    /// <summary>Text messages to their mobile.</summary>
    TextMessages,
}

public readonly record struct ConsentId(Guid Value)
{
    public static ConsentId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
