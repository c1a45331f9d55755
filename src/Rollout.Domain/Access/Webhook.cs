using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Access;

/// <summary>An address of a client that receives events as they happen, so that the client need not poll.</summary>
public sealed class Webhook
{
    public const int AddressLength = 500;
    public const int SecretLength = 1000;

    private Webhook()
    {
    }

    public WebhookId Id { get; private init; }

    public ApiClientId Client { get; private init; }

    public string Address { get; private init; } = "";

    /// <summary>What messages are signed with, encrypted.</summary>
    public string Secret { get; private init; } = "";

    public WebhookKinds Kinds { get; private init; }

    public PersonId MadeBy { get; private init; }

    public Instant MadeAt { get; private init; }

    /// <summary>When it was ended: by the lead, or because the address answered 410 Gone.</summary>
    public Instant? EndedAt { get; private set; }

    public static Webhook Make(ApiClientId client, string address, string secret, WebhookKinds kinds, PersonId by, Instant now) =>
        new() { Id = WebhookId.New(), Client = client, Address = address, Secret = secret, Kinds = kinds, MadeBy = by, MadeAt = now };

    public void End(Instant now) => EndedAt ??= now;
}

/// <summary>The kinds of events a client can subscribe to.</summary>
[Flags]
public enum WebhookKinds
{
    None = 0,
    Registered = 1,
    Withdrawn = 2,
    Live = 4,
    Credit = 8,

    /// <summary>A wave is held, or a branch reports trouble after its go-live.</summary>
    Alarm = 16,
}

/// <summary>One message to one webhook, from the act that caused it to its outcome.</summary>
public sealed class WebhookDelivery
{
    public const int TypeLength = 40;
    public const int TroubleLength = 200;

    /// <summary>After so many attempts, over some 17 hours, it is given up until the lead sends it again.</summary>
    public const int MostAttempts = 8;

    private WebhookDelivery()
    {
    }

    /// <summary>The id that the receiver sees, the same for each attempt.</summary>
    public WebhookDeliveryId Id { get; private init; }

    public WebhookId Webhook { get; private init; }

    /// <summary>"registration.created".</summary>
    public string Type { get; private init; } = "";

    /// <summary>What happened, as JSON. It names things by their ids, which the client may ask about.</summary>
    public string Data { get; private init; } = "";

    public Instant At { get; private init; }

    public WebhookState State { get; private set; }

    public int Attempts { get; private set; }

    public Instant DueAt { get; private set; }

    /// <summary>The status that was answered last; null where there was no answer.</summary>
    public int? Status { get; private set; }

    public string? Trouble { get; private set; }

    public static WebhookDelivery Queue(WebhookId webhook, string type, string data, Instant now) =>
        new() { Id = WebhookDeliveryId.New(), Webhook = webhook, Type = type, Data = data, At = now, DueAt = now };

    /// <summary>The receiver took it.</summary>
    public void Delivered(int status) => (State, Status, Trouble, Attempts) = (WebhookState.Delivered, status, null, Attempts + 1);

    /// <summary>It did not arrive: it is tried again later, or given up.</summary>
    /// <param name="again">When it is tried again.</param>
    public void Failed(int? status, string trouble, Instant again)
    {
        (Status, Trouble, Attempts, DueAt) = (status, trouble.Length <= TroubleLength ? trouble : trouble[..TroubleLength], Attempts + 1, again);
        State = Attempts >= MostAttempts ? WebhookState.Dead : WebhookState.Queued;
    }

    /// <summary>It will never arrive: there is nobody any more who may read it.</summary>
    public void GiveUp(int? status, string trouble) => (State, Status, Trouble, Attempts) = (WebhookState.Dead, status, trouble, Attempts + 1);

    /// <summary>The lead sends it again, from the beginning.</summary>
    public void Replay(Instant now) => (State, Attempts, DueAt, Trouble) = (WebhookState.Queued, 0, now, null);
}

/// <summary>What became of a message.</summary>
public enum WebhookState
{
    Queued,
    Delivered,
    Dead,
}

public readonly record struct WebhookId(Guid Value)
{
    public static WebhookId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}

public readonly record struct WebhookDeliveryId(Guid Value)
{
    public static WebhookDeliveryId New() => new(Guid.CreateVersion7());

    public override string ToString() => Value.ToString();
}
