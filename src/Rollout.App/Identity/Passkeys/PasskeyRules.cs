using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.Passkeys;

/// <summary>Rules about passkeys.</summary>
public static class PasskeyRules
{
    /// <summary>The browser sent the response of a passkey.</summary>
    public static readonly Rule Answered = new("passkey.answered");

    /// <summary>The response belongs to a recent challenge of this browser that was not used before.</summary>
    public static readonly Rule AnswersInTime = new("passkey.answers-in-time");

    /// <summary>The signature is valid, for this site, and by the passkey of someone who works here.</summary>
    public static readonly Rule Works = new("passkey.works");

    /// <summary>Only someone who proved their identity adds a passkey.</summary>
    public static readonly Rule OfVerified = new("passkey.of-verified");

    public static readonly Rule FewEnough = new("passkey.few-enough");
}
