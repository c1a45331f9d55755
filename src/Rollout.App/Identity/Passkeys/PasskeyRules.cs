using Rollout.Domain.SharedKernel;

namespace Rollout.App.Identity.Passkeys;

/// <summary>Rules about passkeys.</summary>
public static class PasskeyRules
{
    /// <summary>The browser sent what a passkey said.</summary>
    public static readonly Rule Answered = new("passkey.answered");

    /// <summary>It answers what this browser was asked, not long ago and once.</summary>
    public static readonly Rule AnswersInTime = new("passkey.answers-in-time");

    /// <summary>Its signature is right, made at our address, by a key of someone who works here.</summary>
    public static readonly Rule Works = new("passkey.works");

    /// <summary>Who adds one has proved who they are.</summary>
    public static readonly Rule OfVerified = new("passkey.of-verified");

    public static readonly Rule FewEnough = new("passkey.few-enough");
}
