using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.Domain.Launches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Launches;

public sealed class LaunchMappingTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public void A_wave_with_its_verdicts_comes_back_as_it_went_in(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var gent = A.Branch("Gent");
        var (lead, an) = (A.Lead(gent), A.Director(gent));
        database.Given(A.Rollout(), gent, lead, an);
        var wave = Wave.Plan(
            "Wave 1", new LocalDateTime(2026, 12, 7, 9, 0), A.Brussels, [gent.Id], [new PlannedCheck("Room booked", CheckWeight.Must, 7)], A.Acting(lead, gent), A.Monday);
        database.Given(wave);
        var director = A.Acting(an, gent);

        using (var db = database.CreateDbContext())
        {
            var launch = db.Launches.Include(l => l.Checks).Include(l => l.SignOffs).Single();
            launch.Tick(wave, launch.Checks[0].Id, new Evidence("Seen"), director, A.Monday);
            launch.SignOff(wave, new VerdictGiven.NoGo("No room"), SignOffSnapshot.Of(wave, launch).Fingerprint, director, A.Monday + Duration.FromTicks(7));
            launch.SignOff(wave, new VerdictGiven.GoOnCondition("Find a room", null, new LocalDate(2026, 12, 1)), SignOffSnapshot.Of(wave, launch).Fingerprint, director, A.Monday);
            db.SaveChanges();
        }

        using (var db = database.CreateDbContext())
        {
            var found = db.Waves.Include(w => w.Launches).ThenInclude(l => l.Checks).Include(w => w.Launches).ThenInclude(l => l.SignOffs).Single();
            var launch = found.Launches.Single();
            Assert.Equal(2, launch.Checks.Count);
            Assert.Null(launch.VerifySignOffs());
            Assert.Equal(SignOffStatusKind.ConditionOpen, launch.StatusIn(found, A.Monday).Kind);

            db.SignOffs.Where(s => s.Number == 1).ExecuteUpdate(s => s.SetProperty(x => x.Words, "All fine"));
        }

        using (var db = database.CreateDbContext())
        {
            Assert.Equal(1, db.Launches.Include(l => l.SignOffs).Single().VerifySignOffs());
        }
    }
}
