using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>Another system that uses the API: what it may do, and until when. Its token can be renewed without a gap.</summary>
public sealed class ApiClient : BearerToken
{
    /// <summary>The longest time a token works.</summary>
    public const int MostDays = 366;

    /// <summary>How long the token that was replaced still works.</summary>
    public static readonly Duration Overlap = Duration.FromDays(1);

    private ApiClient()
    {
    }

    public ApiClientId Id { get; private init; }

    public ApiScopes Scopes { get; private init; }

    public Instant ExpiresAt { get; private set; }

    /// <summary>The hash of the token that was replaced, which works until <see cref="FormerUntil"/>.</summary>
    public string? FormerHash { get; private set; }

    public Instant? FormerUntil { get; private set; }

    public static ApiClient Make(string name, string secret, ApiScopes scopes, int days, PersonId by, Instant now) => new()
    {
        Id = ApiClientId.New(),
        Name = name.Trim(),
        Hash = HashOf(secret),
        Scopes = scopes,
        ExpiresAt = now + Duration.FromDays(days),
        MadeBy = by,
        MadeAt = now,
    };

    /// <summary>Puts another token in place of the current one.</summary>
    public void Renew(string secret, int days, Instant now)
    {
        (FormerHash, FormerUntil) = (Hash, Instant.Min(now + Overlap, ExpiresAt));
        (Hash, ExpiresAt) = (HashOf(secret), now + Duration.FromDays(days));
    }

    /// <summary>Whether a token of this hash lets the client in now.</summary>
    public bool LetsIn(string hash, Instant now) =>
        RevokedAt is null && ((hash == Hash && now < ExpiresAt) || (hash == FormerHash && now < FormerUntil));
}

/// <summary>What a client of the API may do.</summary>
[Flags]
public enum ApiScopes
{
    None = 0,
    PeopleRead = 1,
    InfosessionsRead = 2,
    RegistrationsRead = 4,

    /// <summary>Signs people up and withdraws them, because they asked for it there.</summary>
    RegistrationsWrite = 8,
    WavesRead = 16,
    CreditsRead = 32,

    /// <summary>Says whose profile on the platform is complete.</summary>
    ProfilesWrite = 64,
    ParticipationRead = 128,
}

public readonly record struct ApiClientId(Guid Value)
{
    public static ApiClientId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
