using Rollout.Domain.People;

namespace Rollout.Domain.Participation;

/// <summary>
/// An account that reports name. It belongs to the person with that address or account name, or to whom the lead tied it; once it does, it stays theirs when
/// their address changes.
/// </summary>
public sealed class PlatformAccount
{
    /// <summary>The most characters of an account's name.</summary>
    public const int NameLength = 254;

    private PlatformAccount()
    {
    }

    public PlatformAccountId Id { get; private init; }

    /// <summary>As reports name it, in lower case. Unique.</summary>
    public string Name { get; private init; } = "";

    /// <summary>Whose it is; null while nobody knows.</summary>
    public PersonId? Person { get; private set; }

    /// <summary>The lead marked it as nobody's: a shared mailbox, a service.</summary>
    public bool IsNobodys { get; private set; }

    public int Version { get; private set; }

    public static PlatformAccount Named(string name) => new() { Id = PlatformAccountId.New(), Name = name };

    public void BelongsTo(PersonId person) => (Person, IsNobodys) = (person, false);

    public void BelongsToNobody() => (Person, IsNobodys) = (null, true);
}

public readonly record struct PlatformAccountId(Guid Value)
{
    public static PlatformAccountId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
