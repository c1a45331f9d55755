using NodaTime;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <content>From the start to the moment: what lets a wave begin, what stops it, and how it goes live.</content>
public sealed partial class Wave
{
    /// <summary>What keeps the wave from being started: each branch without a go that holds.</summary>
    public IReadOnlyList<Blockage> Blockages(Instant now) =>
        [.. Included.Select(l => new Blockage(l.Id, l.Branch, l.StandingIn(this, now))).Where(b => !b.Standing.LetsStart)];

    /// <summary>From here on the wave goes live by itself at its moment.</summary>
    public void Start(Actor lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.StartsBeforeItsMoment.MustHold(now < MomentAt);
        WaveRules.NeedsABranch.MustHold(Included.Any());
        WaveRules.EveryBranchHasAGo.MustHold(Blockages(now).Count == 0, Blockages(now).Count);
        WaveRules.StarterDidNotSign.MustHold(Included.All(l => l.LastSignOff?.By != lead.Id));
        (State, StartedBy, StartedAt) = (WaveState.Started, lead.Id, now);
    }

    /// <summary>Stops the count-down for all, with the reason. It can be lifted until the moment.</summary>
    public void Hold(string reason, Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live && now < MomentAt);
        WaveRules.OnlyAStartedOneIsHeld.MustHold(State == WaveState.Started);
        LaunchRules.NeedsAReason.MustHold(reason.Trim().Length is >= 1 and <= ReasonLength);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Held, lead.Id, now, reason.Trim());
    }

    /// <summary>The count-down goes on: before the moment, and only while every branch still has a go.</summary>
    public void Lift(Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.OnlyAHeldOneIsLifted.MustHold(State == WaveState.Held);
        WaveRules.StartsBeforeItsMoment.MustHold(now < MomentAt);
        WaveRules.EveryBranchHasAGo.MustHold(Blockages(now).Count == 0, Blockages(now).Count);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Started, null, null, null);
    }

    /// <summary>Takes the start back, so that the wave can be changed again: another moment, a branch put back.</summary>
    public void TakeBack(Actor lead, Instant now)
    {
        WaveRules.OnlyTheLead.MustHold(lead.IsLead);
        WaveRules.NothingChangesAfterLive.MustHold(State != WaveState.Live && (State == WaveState.Held || now < MomentAt));
        WaveRules.OnlyAStartedOneIsHeld.MustHold(State is WaveState.Started or WaveState.Held);
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
