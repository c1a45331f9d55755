using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.People;

namespace Rollout.Domain.Launches;

/// <content>What the lead changes while the wave is planned: its branches, its moment, its terms, its name.</content>
public sealed partial class Wave
{
    /// <summary>Adds a branch, with a checklist of its own.</summary>
    public Launch Add(BranchId branch, IReadOnlyList<PlannedCheck> checklist, CurrentUser lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.BranchIsInOnce.Ensure(_launches.All(l => l.Branch != branch));
        WaveRules.NeedsAChecklist.Ensure(checklist.Count > 0);
        var launch = Launch.Plan(this, branch, checklist, now);
        _launches.Add(launch);
        return launch;
    }

    /// <summary>Another moment. Every verdict given so far turns stale; what is still to be done moves along by as many days.</summary>
    /// <param name="moment">On the clock of <see cref="Zone"/>.</param>
    /// <param name="lead">Who moves it.</param>
    /// <param name="now">The moment of asking.</param>
    /// <param name="seen">What <see cref="TimesMoved"/> was when the lead looked at what it changes; null when nobody looked.</param>
    public void Move(LocalDateTime moment, CurrentUser lead, Instant now, int? seen = null)
    {
        MayStillBePlannedBy(lead);
        WaveRules.MomentIsAsShown.Ensure(seen is null || seen == TimesMoved);
        var at = GoLiveMoment.InstantOf(moment, Zone);
        WaveRules.MomentIsAhead.Ensure(at > now);
        WaveRules.MomentIsAnother.Ensure(at != MomentAt);
        var days = Period.DaysBetween(Day, moment.Date);
        (Moment, MomentAt) = (moment, at);
        TimesMoved++;
        foreach (var launch in _launches)
        {
            launch.ShiftDueDates(days, now.InZone(Zone).Date);
        }
    }

    /// <summary>
    /// Other terms. What directors signed on stays as it is once the wave counts down; what is promised can be changed until the moment. A go given on
    /// a shorter window, or older than it may be now, turns stale.
    /// </summary>
    /// <param name="terms">As they are to be.</param>
    /// <param name="seen">What <see cref="TimesAgreed"/> was when they were read.</param>
    /// <param name="lead">Who changes them.</param>
    /// <returns>What is another than before.</returns>
    public IReadOnlyList<TermChange> Agree(WaveTerms terms, int seen, CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live);
        WaveRules.TermsAreAsShown.Ensure(seen == TimesAgreed);
        terms.EnsurePlausible();
        WaveRules.WhatWasSignedOnStays.Ensure(State == WaveState.Planned || terms.IsSignedLike(Terms));
        var changes = terms.Since(Terms);
        if (changes.Count > 0)
        {
            (Terms, TimesAgreed) = (terms, TimesAgreed + 1);
        }

        return changes;
    }

    /// <summary>Another name, until it is live. No verdict is given on a name.</summary>
    /// <returns>Whether it is another than before.</returns>
    public bool Call(string name, CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live);
        var (before, called) = (Name, NameIn(name));
        Name = called;
        return called != before;
    }

    private static string NameIn(string typed)
    {
        var name = typed.Trim();
        WaveRules.NeedsAName.Ensure(name.Length is >= 1 and <= NameLength);
        return name;
    }

    /// <summary>A branch stays behind, with the reason. Until the moment, also after the start.</summary>
    public void TakeOut(LaunchId launch, string reason, CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live);
        WaveRules.KeepsABranchOnceStarted.Ensure(State == WaveState.Planned || Included.Any(l => l.Id != launch));
        Find(launch).LeaveOut(reason, lead.Id, now);
    }

    /// <summary>A branch that was taken out comes along after all. Only before the start.</summary>
    public void PutBack(LaunchId launch, CurrentUser lead)
    {
        MayStillBePlannedBy(lead);
        Find(launch).ComeBack();
    }

    private Launch Find(LaunchId launch) => _launches.Single(l => l.Id == launch);

    private void MayStillBePlannedBy(CurrentUser lead)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live);
        WaveRules.NotOnceStarted.Ensure(State == WaveState.Planned);
    }
}
