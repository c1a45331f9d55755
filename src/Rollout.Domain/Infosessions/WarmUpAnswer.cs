using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>What someone answered to the reminder: whether they come, and what they would like to ask. One for each registration; the last one counts.</summary>
public sealed class WarmUpAnswer
{
    /// <summary>The most characters the words may have.</summary>
    public const int TextLength = 500;

    private WarmUpAnswer()
    {
    }

    public RegistrationId Registration { get; private init; }
    public bool Comes { get; private set; }

    /// <summary>What they wrote to the facilitator; may be empty.</summary>
    public string Text { get; private set; } = "";

    public Instant At { get; private set; }

    /// <summary>
    /// The infosession's sequence plus the registration's changes when it was given. It speaks of that time and that place: once the session is
    /// moved, or the place given back and taken again, whether they come is not known any more.
    /// </summary>
    public int Round { get; private set; }

    public static WarmUpAnswer Of(RegistrationId registration) => new() { Registration = registration };

    /// <exception cref="BrokenRuleException">A <see cref="WarmUpRules"/> rule refuses.</exception>
    public void Give(Registration registration, int sequence, Instant startsAt, bool? comes, string text, Instant now)
    {
        var kept = text.Trim().ReplaceLineEndings("\n");
        WarmUpRules.OnlyWhoHasAPlace.Ensure(registration.State == RegistrationState.Registered);
        WarmUpRules.UntilItStarts.Ensure(now < startsAt);
        WarmUpRules.SayWhether.Ensure(comes is not null);
        WarmUpRules.TextFits.Ensure(kept.Length <= TextLength, TextLength);
        (Comes, Text, At, Round) = (comes!.Value, kept, now, sequence + registration.Changes);
    }
}

/// <summary>What can be refused about answers to the reminder.</summary>
public static class WarmUpRules
{
    public static readonly Rule OnlyWhoHasAPlace = new("warm-up.only-who-has-a-place");
    public static readonly Rule UntilItStarts = new("warm-up.until-it-starts");
    public static readonly Rule SayWhether = new("warm-up.say-whether");
    public static readonly Rule TextFits = new("warm-up.text-fits");
}
