using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Rollout.App.Modules.Launches.GoingLive;
using Rollout.App.Modules.Launches.Waves;
using Rollout.Domain.Access;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.Browser.Tests.Kit;

/// <summary>The demo a quarter of an hour after its go-live: every director signed, all branches live, most roll-calls in.</summary>
public sealed class LiveDemo : DemoRollout
{
    // Per branch, in the lead's order: the minute it reported, the fractions present and visiting, and the problem.
    private static readonly (int Minutes, double There, double Visited, string? Trouble)[] Reports =
    [
        (2, .93, .81, null), (3, .88, .77, null), (4, .95, .62, null), (6, .71, .54, "Het wachtwoordloos inloggen lukt niet op de balie-pc’s."),
        (7, .97, .85, null), (11, .82, .66, null),
    ];

    private readonly Dictionary<BranchId, CurrentUser> _directors = [];

    internal WaveId Wave { get; private set; }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var moment = await StartAsync();
        Rollout.Clock.Now = moment + Duration.FromSeconds(1);
        await using (var scope = Rollout.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<GoLive>().RunAsync();
        }

        await ReportAsync(moment);
        Rollout.Clock.Now = moment + Duration.FromMinutes(14);
    }

    private async Task<Instant> StartAsync()
    {
        await using var db = Rollout.Database.CreateDbContext();
        var now = Rollout.Clock.Now;
        var wave = await db.Waves.WithReadiness().Where(w => w.MomentAt > now).OrderBy(w => w.MomentAt).FirstAsync();
        foreach (var launch in wave.Included)
        {
            var branch = await db.Branches.SingleAsync(b => b.Id == launch.Branch);
            var director = A.Acting(await db.People.SingleAsync(p => p.Id == branch.Director), branch);
            _directors[branch.Id] = director;
            launch.RecordReading(wave, Enum.GetValues<Measure>().ToDictionary(m => m, m => m == Measure.NoOpenFindings ? default : new Domain.Launches.Reading(100, 100)), now);
            foreach (var check in launch.Checks.Where(c => !c.Done && c.Measure is null).ToList())
            {
                launch.Tick(wave, check.Id, new Evidence("Seen"), director, now);
            }

            launch.SignOff(wave, new VerdictGiven.Go(), SignOffSnapshot.Of(wave, launch).Fingerprint, director, now);
        }

        var lead = await db.People.FirstAsync(p => p.IsLead);
        wave.Start(StartGate.Open, A.Acting(lead, await db.Branches.SingleAsync(b => b.Id == lead.Branch)), now);
        await db.SaveChangesAsync();
        Wave = wave.Id;
        return wave.MomentAt;
    }

    private async Task ReportAsync(Instant moment)
    {
        await using var db = Rollout.Database.CreateDbContext();
        var branches = (await db.Branches.OrderBy(b => b.Position).ToListAsync()).FindAll(b => _directors.ContainsKey(b.Id)); // those of this wave
        foreach (var (branch, report) in branches.Zip(Reports))
        {
            var colleagues = await db.People.CountAsync(p => p.Branch == branch.Id && p.Active);
            var launch = await db.Launches.Include(l => l.RollCalls).SingleAsync(l => l.Branch == branch.Id);
            var there = (int)(colleagues * report.There);
            launch.Report(there, (int)(there * report.Visited), report.Trouble, _directors[branch.Id], moment + Duration.FromMinutes(report.Minutes));
        }

        await db.SaveChangesAsync();
    }
}
