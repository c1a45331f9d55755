namespace Rollout.Domain.Launches;

/// <summary>Conditions outside a wave that must hold before it starts: people get mail that leads somewhere, and each branch has someone to answer for it.</summary>
/// <param name="PlatformHasAnAddress">The mail that says the platform is live can open it.</param>
/// <param name="MailLeaves">Mail reaches people instead of staying in the house.</param>
/// <param name="WithoutDirector">The names of the wave's branches that have no director.</param>
public sealed record StartGate(bool PlatformHasAnAddress, bool MailLeaves, IReadOnlyList<string> WithoutDirector)
{
    /// <summary>Nothing is in the way.</summary>
    public static readonly StartGate Open = new(true, true, []);

    public bool IsOpen => PlatformHasAnAddress && MailLeaves && WithoutDirector.Count == 0;

    internal void EnsureOpen()
    {
        WaveRules.PlatformHasAnAddress.Ensure(PlatformHasAnAddress);
        WaveRules.MailLeaves.Ensure(MailLeaves);
        WaveRules.EveryBranchHasADirector.Ensure(WithoutDirector.Count == 0, string.Join(", ", WithoutDirector));
    }
}
