using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Rollout.App.Modules.Infosessions.Registrations;
using Rollout.App.Modules.Participation;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Participation;

namespace Rollout.App.Demo;

/// <summary>Fills an empty database with an invented company, set around today. The same name and day always give the same company.</summary>
public sealed class MakeDemo(IDbContextFactory<RolloutDb> dbs, InfosessionEmails letters, IClock clock)
{
    private const int Batch = 2_000;

    /// <param name="name">kpn, telenet or plegt-vos.</param>
    /// <exception cref="DemoRefusedException">There is no such company, or the database holds a rollout already.</exception>
    public async Task RunAsync(string name, CancellationToken ct = default)
    {
        var shape = DemoShape.All.GetValueOrDefault(name)
            ?? throw new DemoRefusedException($"There is no demo \"{name}\": choose {string.Join(", ", DemoShape.All.Keys)}.");
        await using var db = await dbs.CreateDbContextAsync(ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Rollouts.AnyAsync(ct))
        {
            throw new DemoRefusedException("This database holds a rollout already. A demo needs an empty one: choose another --data folder.");
        }

        foreach (var batch in Invent(shape).Chunk(Batch))
        {
            db.AddRange(batch);
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE infosessions SET
                taken = (SELECT count(*) FROM registrations r WHERE r.infosession = infosessions.id AND r.state IN ('Registered', 'Attended', 'NoShow')),
                waiting = (SELECT count(*) FROM registrations r WHERE r.infosession = infosessions.id AND r.state = 'Waiting'),
                last_number = (SELECT count(*) FROM registrations r WHERE r.infosession = infosessions.id AND r.state = 'Waiting')
            """, ct);
        await CountParticipationAsync(db, transaction.GetDbTransaction(), ct);
        await new DemoMessages(letters).InventAsync(db, clock.GetCurrentInstant(), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Counts the days of which there is evidence.</summary>
    private static async Task CountParticipationAsync(RolloutDb db, System.Data.Common.DbTransaction transaction, CancellationToken ct)
    {
        await using var staging = new Staging(db, transaction, CountParticipation.GroupsTable);
        await staging.CreateTablesAsync(ct);
        await new CountParticipation(db, staging).CountAsync(DemoParticipation.Source, LocalDate.MinIsoValue, ct);
    }

    private IEnumerable<object> Invent(DemoShape shape)
    {
        var now = clock.GetCurrentInstant();
        var company = DemoCompany.Found(shape, now);
        var brought = new DemoAmbassadors(company, DemoWave.DayOf(company)).Invent().ToList();
        var holding = brought.OfType<Ambassador>().Select(a => a.Person).ToHashSet();
        company.StaffOf(company.Branches[0]).First(p => p.Email is not null && !holding.Contains(p.Id)).GrantAuditorRole();
        var activity = new DemoActivity(company, [.. brought.OfType<Ambassador>()]).Invent().ToList();
        return
        [
            company.Rollout, .. company.Branches, .. company.People,
            .. new DemoCommunity(company, [.. brought.OfType<Ambassador>()]).Invent(),
            .. brought,
            .. new DemoInfosessions(company).Invent(),
            .. new DemoWave(company).Invent(),
            .. new DemoCandidates(company).Invent(),
            .. activity,
            .. new DemoParticipation(company, [.. activity.OfType<Activity>()]).Invent(),
        ];
    }
}
