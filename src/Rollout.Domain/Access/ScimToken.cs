using NodaTime;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>
/// A bearer token of the company's directory for SCIM. Two can be valid at once, so that one replaces the other without a gap.
/// </summary>
public sealed class ScimToken : BearerToken
{
    /// <summary>How many work at once.</summary>
    public const int Most = 2;

    private static readonly Duration LetsManyLeaveFor = Duration.FromDays(1);

    private ScimToken()
    {
    }

    public ScimTokenId Id { get; private init; }

    /// <summary>The branch of new people for whom the directory names none.</summary>
    public BranchId Branch { get; private init; }

    /// <summary>Until when the directory may report many leavers at once, because the lead confirmed it.</summary>
    public Instant? ManyMayLeaveUntil { get; private set; }

    public static ScimToken Make(string name, string secret, BranchId branch, PersonId by, Instant now) =>
        new() { Id = ScimTokenId.New(), Name = name.Trim(), Hash = HashOf(secret), Branch = branch, MadeBy = by, MadeAt = now };

    public void LetManyLeave(Instant now) => ManyMayLeaveUntil = now + LetsManyLeaveFor;
}

public readonly record struct ScimTokenId(Guid Value)
{
    public static ScimTokenId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

/// <summary>A person as the company's directory numbers them.</summary>
public sealed class ScimAccount
{
    public const int NameLength = 254;

    private ScimAccount()
    {
    }

    public ScimAccountId Id { get; private init; }

    public PersonId Person { get; private init; }

    /// <summary>As it was sent: a directory that reads another spelling back sends its own again, for ever.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>As it is matched. Unique.</summary>
    public string UserNameKey { get; private set; } = "";

    /// <summary>The directory's own number. Unique where present.</summary>
    public string? ExternalId { get; private set; }

    public Instant MadeAt { get; private init; }

    public Instant ChangedAt { get; private set; }

    /// <summary>When the directory reported that they left; null while they work here.</summary>
    public Instant? LeftAt { get; private set; }

    public static ScimAccount Tie(PersonId person, string userName, string? externalId, Instant now)
    {
        var account = new ScimAccount { Id = ScimAccountId.New(), Person = person, MadeAt = now };
        account.Name(userName, externalId, isActive: true, now);
        return account;
    }

    /// <summary>The directory says what it is called now, and whether they work here.</summary>
    public void Name(string userName, string? externalId, bool isActive, Instant now)
    {
        (UserName, UserNameKey, ExternalId, ChangedAt) = (userName, SharedKernel.TextNormalizer.Normalize(userName), externalId, now);
        LeftAt = isActive ? null : LeftAt ?? now;
    }
}

public readonly record struct ScimAccountId(Guid Value)
{
    public static ScimAccountId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
