using NodaTime;
using Rollout.Domain.Access;

namespace Rollout.Domain.Launches;

/// <content>From the start to the moment: what lets a wave begin, what stops it, and how it goes live.</content>
public sealed partial class Wave
{
    /// <summary>What keeps the wave from being started: each branch without a go that holds.</summary>
    public IReadOnlyList<StartBlocker> Blockages(Instant now) =>
        [.. Included.Select(l => new StartBlocker(l.Id, l.Branch, l.StandingIn(this, now))).Where(b => !b.SignOffStatus.LetsStart)];

    /// <summary>From here on the wave goes live by itself at its moment.</summary>
    public void Start(CurrentUser lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.StartsBeforeItsMoment.Ensure(now < MomentAt);
        WaveRules.NeedsABranch.Ensure(Included.Any());
        WaveRules.EveryBranchHasAGo.Ensure(Blockages(now).Count == 0, Blockages(now).Count);
        WaveRules.StarterDidNotSign.Ensure(Included.All(l => l.LastSignOff?.By != lead.Id));
        (State, StartedBy, StartedAt) = (WaveState.Started, lead.Id, now);
    }

    /// <summary>Stops the count-down for all, with the reason. It can be lifted until the moment.</summary>
    public void Hold(string reason, CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live && now < MomentAt);
        WaveRules.OnlyAStartedOneIsHeld.Ensure(State == WaveState.Started);
        LaunchRules.NeedsAReason.Ensure(reason.Trim().Length is >= 1 and <= ReasonLength);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Held, lead.Id, now, reason.Trim());
    }

    /// <summary>The count-down goes on: before the moment, and only while every branch still has a go.</summary>
    public void Lift(CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.OnlyAHeldOneIsLifted.Ensure(State == WaveState.Held);
        WaveRules.StartsBeforeItsMoment.Ensure(now < MomentAt);
        WaveRules.EveryBranchHasAGo.Ensure(Blockages(now).Count == 0, Blockages(now).Count);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Started, null, null, null);
    }

    /// <summary>Takes the start back, so that the wave can be changed again: another moment, a branch put back.</summary>
    public void TakeBack(CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live && (State == WaveState.Held || now < MomentAt));
        WaveRules.OnlyAStartedOneIsHeld.Ensure(State is WaveState.Started or WaveState.Held);
        (State, StartedBy, StartedAt, HeldBy, HeldAt, HeldBecause) = (WaveState.Planned, null, null, null, null, null);
    }

    /// <summary>
    /// Every included branch is live, at one instant; or, past the window the lead set, the wave holds and waits for the lead. Asked again it does
    /// nothing; before the moment too.
    /// </summary>
    public bool GoLive(Instant now)
    {
        if (State != WaveState.Started || now < MomentAt)
        {
            return false;
        }

        if (now > LateFrom)
        {
            (State, HeldAt) = (WaveState.Held, now);
            return false;
        }

        (State, LiveAt) = (WaveState.Live, now);
        foreach (var launch in Included)
        {
            launch.GoLive(now);
        }

        return true;
    }
}
