namespace Rollout.Notifications.Delivery;

/// <summary>How text messages leave: the section <c>TextMessages</c> of the settings. Off while there is no provider.</summary>
public sealed class TextMessageSettings
{
    /// <summary>twilio or messagebird, by the shape of what they are sent; empty for none.</summary>
    public string Provider { get; init; } = "";

    public bool IsOn => Provider.Length > 0;

    /// <summary>Where their interface is, when it is not at its usual place.</summary>
    public Uri? Address { get; init; }

    /// <summary>Twilio: the account.</summary>
    public string? Account { get; init; }

    /// <summary>The account's token, or the access key.</summary>
    public string? Secret { get; init; }

    /// <summary>A number, or a name of at most eleven letters. Nobody can answer a name.</summary>
    public string From { get; init; } = "";

    /// <summary>How many may leave in a second.</summary>
    public int PerSecond { get; init; } = 1;

    /// <summary>What one part costs, to tell what a rule will cost.</summary>
    public decimal Price { get; init; } = 0.08m;

    /// <summary>From this hour on, in the time of the branch; working hours apply too.</summary>
    public int Earliest { get; init; } = 10;

    /// <summary>Until this hour.</summary>
    public int Latest { get; init; } = 17;
}
