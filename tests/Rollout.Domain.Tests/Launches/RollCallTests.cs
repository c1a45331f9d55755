using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

public sealed class RollCallTests
{
    private readonly Setting _s = new();
    private readonly Instant _live = Setting.Moment.InZoneStrictly(A.Brussels).ToInstant();

    [Fact]
    public void A_branch_that_is_not_live_has_nothing_to_report() =>
        Refused.By(LaunchRules.RollCallComesAfterLive, () => _s.InGent.Report(1, 1, null, _s.An, A.Monday));

    [Fact]
    public void Every_report_is_kept_and_the_last_counts()
    {
        GoLive();
        _s.InGent.Report(100, 20, "No sound", _s.An, _live);
        _s.InGent.Report(104, 78, "  ", _s.Lead, _live + Duration.FromMinutes(5));

        Assert.Equal(["No sound", null], _s.InGent.RollCalls.Select(r => r.Trouble));
        Assert.Equal((104, 78), (_s.InGent.LastRollCall!.Present, _s.InGent.LastRollCall.FirstVisits));
    }

    [Fact]
    public void Only_the_director_and_the_lead_report()
    {
        GoLive();
        Refused.By(LaunchRules.DirectorOrLeadReports, () => _s.InGent.Report(1, 1, null, _s.Bas, _live));
        Refused.By(LaunchRules.DirectorOrLeadReports, () => _s.InGent.Report(1, 1, null, _s.Owner, _live));
    }

    [Fact]
    public void Figures_that_cannot_be_are_refused()
    {
        GoLive();
        Refused.By(LaunchRules.PresentIsPlausible, () => _s.InGent.Report(-1, 0, null, _s.An, _live));
        Refused.By(LaunchRules.PresentIsPlausible, () => _s.InGent.Report(100_001, 0, null, _s.An, _live));
        Refused.By(LaunchRules.FirstVisitsAreOfPresent, () => _s.InGent.Report(10, 11, null, _s.An, _live));
        Refused.By(LaunchRules.FirstVisitsAreOfPresent, () => _s.InGent.Report(10, -1, null, _s.An, _live));
        Refused.By(LaunchRules.ProblemFits, () => _s.InGent.Report(10, 1, new string('x', 301), _s.An, _live));
        Assert.Empty(_s.InGent.RollCalls);
    }

    private void GoLive()
    {
        _s.Ready().Wave.Start(StartGate.Open, _s.Lead, A.Monday);
        _s.Wave.GoLive(_live);
    }
}
