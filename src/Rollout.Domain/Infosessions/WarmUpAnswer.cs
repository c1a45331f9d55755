using NodaTime;
using Rollout.Domain.SharedKernel;

namespace Rollout.Domain.Infosessions;

/// <summary>A person's answer to the reminder: whether they come, and what they would like to ask. There is one per registration; a later answer replaces it.</summary>
public sealed class WarmUpAnswer
{
    /// <summary>The maximum length of the text.</summary>
    public const int TextLength = 500;

    private WarmUpAnswer()
    {
    }

    public RegistrationId Registration { get; private init; }
    public bool Comes { get; private set; }

    /// <summary>A message to the facilitator; may be empty.</summary>
    public string Text { get; private set; } = "";

    public Instant At { get; private set; }

    /// <summary>
    /// The infosession's sequence plus the registration's changes at the time of the answer. Once the infosession is moved, or the place given up and taken
    /// again, the answer no longer says whether they come.
    /// </summary>
    public int Round { get; private set; }

    public static WarmUpAnswer Of(RegistrationId registration) => new() { Registration = registration };

    /// <exception cref="BrokenRuleException">A <see cref="WarmUpRules"/> rule is broken.</exception>
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

/// <summary>Rules about answers to the reminder.</summary>
public static class WarmUpRules
{
    public static readonly Rule OnlyWhoHasAPlace = new("warm-up.only-who-has-a-place");
    public static readonly Rule UntilItStarts = new("warm-up.until-it-starts");
    public static readonly Rule SayWhether = new("warm-up.say-whether");
    public static readonly Rule TextFits = new("warm-up.text-fits");
}
