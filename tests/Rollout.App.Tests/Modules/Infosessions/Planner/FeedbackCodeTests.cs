using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions.Planner;

public sealed class FeedbackCodeTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_code_that_was_drawn_before_is_drawn_again(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var there = AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost);
        bed.Database.Given(there);
        await using var db = bed.Database.CreateDbContext();
        Infosession[] planned =
        [
            AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: PlannerTestBed.From.At(new LocalTime(9, 0))),
            AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: PlannerTestBed.From.At(new LocalTime(11, 0))),
            AnInfosession.Of(bed.Topic, bed.Gent, bed.Joost, starts: PlannerTestBed.From.At(new LocalTime(13, 0))),
        ];
        var untouched = planned[2].FeedbackCode;
        foreach (var session in planned[..2])
        {
            db.Entry(session).Property(s => s.FeedbackCode).CurrentValue = there.FeedbackCode;
        }

        await PlanningSession.AddAsync(db, planned, default);
        await db.SaveChangesAsync();

        var codes = await db.Infosessions.AsNoTracking().Select(s => s.FeedbackCode).ToListAsync();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Contains(untouched, codes);
        Assert.Contains(there.FeedbackCode, codes);
    }
}
