using NodaTime;
using Rollout.Domain.Access;

namespace Rollout.Domain.Launches;

/// <content>From the start to the moment: when a wave can start, what stops it, and how it goes live.</content>
public sealed partial class Wave
{
    /// <summary>The branches without a valid go, which prevent the wave from starting.</summary>
    public IReadOnlyList<StartBlocker> Blockages(Instant now) =>
        [.. Included.Select(l => new StartBlocker(l.Id, l.Branch, l.StatusIn(this, now))).Where(b => !b.SignOffStatus.LetsStart)];

    /// <summary>Starts the count-down: the wave will go live at its moment without further action.</summary>
    public void Start(StartGate gate, CurrentUser lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.StartsBeforeItsMoment.Ensure(now < MomentAt);
        WaveRules.NeedsABranch.Ensure(Included.Any());
        gate.EnsureOpen();
        WaveRules.EveryBranchHasAGo.Ensure(Blockages(now).Count == 0, Blockages(now).Count);
        WaveRules.StarterDidNotSign.Ensure(Included.All(l => l.LastSignOff?.By != lead.Id));
        (State, StartedBy, StartedAt) = (WaveState.Started, lead.Id, now);
    }

    /// <summary>Stops the count-down for all branches, with a reason. It can be resumed until the moment.</summary>
    public void Hold(string reason, CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live && now < MomentAt);
        WaveRules.OnlyAStartedOneIsHeld.Ensure(State == WaveState.Started);
        LaunchRules.NeedsAReason.Ensure(reason.Trim().Length is >= 1 and <= ReasonLength);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Held, lead.Id, now, reason.Trim());
    }

    /// <summary>Resumes the count-down: before the moment, and only while every branch still has a valid go.</summary>
    public void Lift(CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.OnlyAHeldOneIsLifted.Ensure(State == WaveState.Held);
        WaveRules.StartsBeforeItsMoment.Ensure(now < MomentAt);
        WaveRules.EveryBranchHasAGo.Ensure(Blockages(now).Count == 0, Blockages(now).Count);
        (State, HeldBy, HeldAt, HeldBecause) = (WaveState.Started, null, null, null);
    }

    /// <summary>Takes back the start, so that the wave can be changed again.</summary>
    public void TakeBack(CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live && (State == WaveState.Held || now < MomentAt));
        WaveRules.OnlyAStartedOneIsHeld.Ensure(State is WaveState.Started or WaveState.Held);
        (State, StartedBy, StartedAt, HeldBy, HeldAt, HeldBecause) = (WaveState.Planned, null, null, null, null, null);
    }

    /// <summary>Takes all included branches live at one instant; or, past the late window, holds the wave until the lead decides.</summary>
    public GoLiveOutcome GoLive(Instant now)
    {
        if (State != WaveState.Started || now < MomentAt)
        {
            return GoLiveOutcome.NotDue;
        }

        if (now > LateFrom)
        {
            (State, HeldAt) = (WaveState.Held, now);
            return GoLiveOutcome.HeldLate;
        }

        (State, LiveAt) = (WaveState.Live, now);
        foreach (var launch in Included)
        {
            launch.GoLive(now);
        }

        return GoLiveOutcome.Live;
    }
}

/// <summary>What came of <see cref="Wave.GoLive"/>.</summary>
public enum GoLiveOutcome
{
    /// <summary>Nothing changed: the wave was not started, its moment is ahead, or it went live before.</summary>
    NotDue,
    Live,
    HeldLate,
}
