using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;

namespace Rollout.Domain.Launches;

/// <content>What the lead changes while the wave is planned: its branches, moment, terms and name.</content>
public sealed partial class Wave
{
    /// <summary>Adds a branch with its own checklist.</summary>
    public Launch Add(BranchId branch, IReadOnlyList<PlannedCheck> checklist, CurrentUser lead, Instant now)
    {
        MayStillBePlannedBy(lead);
        WaveRules.BranchIsInOnce.Ensure(_launches.All(l => l.Branch != branch));
        WaveRules.NeedsAChecklist.Ensure(checklist.Count > 0);
        var launch = Launch.Plan(this, branch, checklist, now);
        _launches.Add(launch);
        return launch;
    }

    /// <summary>Moves the moment. All verdicts become stale; the due dates of open checks move by the same number of days.</summary>
    /// <param name="moment">On the wall clock of <see cref="Zone"/>.</param>
    /// <param name="seen">The value of <see cref="TimesMoved"/> when the lead saw the preview; null when there was none.</param>
    public void Move(LocalDateTime moment, CurrentUser lead, Instant now, int? seen = null)
    {
        MayStillBePlannedBy(lead);
        WaveRules.MomentIsAsShown.Ensure(seen is null || seen == TimesMoved);
        GoLiveMoment.EnsureAhead(moment, Zone, now);
        var at = GoLiveMoment.InstantOf(moment, Zone);
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
    /// Changes the terms. Once the count-down runs, the terms that directors signed on are fixed; promises can be changed until the moment. A go based on a
    /// shorter late window, or older than the new validity, becomes stale.
    /// </summary>
    /// <param name="seen">The value of <see cref="TimesAgreed"/> when the form was shown.</param>
    /// <returns>What changed.</returns>
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

    /// <summary>Renames the wave, until it is live. Verdicts are not affected.</summary>
    /// <returns>Whether the name changed.</returns>
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

    /// <summary>Takes a branch out, with a reason. Possible until the moment, also after the start.</summary>
    public void TakeOut(LaunchId launch, string reason, CurrentUser lead, Instant now)
    {
        WaveRules.OnlyTheLead.Ensure(lead.IsLead);
        WaveRules.NothingChangesAfterLive.Ensure(State != WaveState.Live);
        WaveRules.KeepsABranchOnceStarted.Ensure(State == WaveState.Planned || Included.Any(l => l.Id != launch));
        Find(launch).LeaveOut(reason, lead.Id, now);
    }

    /// <summary>Puts a branch back that was taken out. Only before the start.</summary>
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
