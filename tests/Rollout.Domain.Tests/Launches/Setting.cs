using NodaTime;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Domain.Tests.Launches;

/// <summary>Two branches in a wave on Monday 7 December 2026, 09:00, each with two checks; their directors, and a lead who directs nothing.</summary>
internal sealed class Setting
{
    public static readonly LocalDateTime Moment = new(2026, 12, 7, 9, 0);

    public static readonly PlannedCheck[] Checklist =
        [new("Kick-off room booked", CheckWeight.Must, 7), new("Kick-off film seen", CheckWeight.Should, 5)];

    public Setting()
    {
        Lead = A.Acting(A.Lead(Gent), Gent);
        An = A.Acting(A.Director(Gent), Gent);
        Bas = A.Acting(A.Director(Brugge, "Bas Claes"), Brugge);
        Owner = A.Acting(A.Person(Gent, "Els Maertens"), Gent);
        Wave = Wave.Plan("Wave 1", Moment, A.Brussels, [Gent.Id, Brugge.Id], [.. Checklist, new("Help desk knows", CheckWeight.Must, 3, Owner.Id)], Lead, A.Monday);
    }

    public Branch Gent { get; } = A.Branch("Gent");
    public Branch Brugge { get; } = A.Branch("Brugge");
    public CurrentUser Lead { get; }
    public CurrentUser An { get; }
    public CurrentUser Bas { get; }
    public CurrentUser Owner { get; }
    public Wave Wave { get; }

    public Launch InGent => Wave.Launches.Single(l => l.Branch == Gent.Id);

    public Launch InBrugge => Wave.Launches.Single(l => l.Branch == Brugge.Id);

    public string Seen(Launch launch) => SignOffSnapshot.Of(Wave, launch).Fingerprint;

    public CurrentUser DirectorOf(Launch launch) => launch == InGent ? An : Bas;

    public void TickAll(Launch launch)
    {
        foreach (var check in launch.Checks)
        {
            launch.Tick(Wave, check.Id, new Evidence("Seen"), DirectorOf(launch), A.Monday);
        }
    }

    public SignOff Go(Launch launch)
    {
        TickAll(launch);
        return launch.SignOff(Wave, new VerdictGiven.Go(), Seen(launch), DirectorOf(launch), A.Monday);
    }

    public Setting Ready()
    {
        Go(InGent);
        Go(InBrugge);
        return this;
    }

    public SignOffStatusKind SignOffStatus(Launch launch) => launch.StatusIn(Wave, A.Monday).Kind;
}
