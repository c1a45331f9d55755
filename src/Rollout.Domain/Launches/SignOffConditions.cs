using NodaTime;
using Rollout.Domain.Access;

namespace Rollout.Domain.Launches;

/// <summary>What must hold before a verdict is recorded: who gives it, on what they saw, and whether that verdict is possible.</summary>
internal static class SignOffConditions
{
    /// <param name="seen">The fingerprint of what the page showed.</param>
    /// <param name="today">The day in the wave's time zone.</param>
    /// <exception cref="SharedKernel.BrokenRuleException">A <see cref="LaunchRules"/> rule is broken.</exception>
    public static void Ensure(Wave wave, Launch launch, VerdictGiven verdict, string seen, CurrentUser by, LocalDate today)
    {
        LaunchRules.IsNotLeftOut.Ensure(launch.State != LaunchState.LeftOut);
        LaunchRules.OnlyItsDirectorSigns.Ensure(by.IsVerified && by.SignsFor(launch.Branch, today));
        LaunchRules.StarterDoesNotSign.Ensure(wave.StartedBy != by.Id);
        LaunchRules.SignsWhatIsShown.Ensure(seen == SignOffSnapshot.Of(wave, launch).Fingerprint);
        LaunchRules.GoNeedsItsMustChecks.Ensure(verdict is not VerdictGiven.Go || launch.Checks.AllowGo());
        verdict.Validate(wave.Day, today);
    }
}
