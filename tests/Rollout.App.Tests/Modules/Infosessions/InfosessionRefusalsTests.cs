using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Identity.SignIn;
using Rollout.App.Modules.Infosessions.Attendance;
using Rollout.App.Modules.Infosessions.Scheduling;
using Rollout.Domain.Branches;
using Rollout.Domain.Infosessions;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Infosessions;

/// <summary>What infosessions refuse because of what else is stored.</summary>
public sealed class InfosessionRefusalsTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_infosession_takes_place_in_a_branch_that_exists(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);

        await Refused.ByAsync(InfosessionRules.BranchIsKnown, () =>
            bed.ActAsync<ReplanInfosession>(bed.Lead, a => a.RunAsync(bed.Session.Id, bed.Request with { Branch = BranchId.New() }, bed.Stored().Version)));

        Assert.Equal(bed.Gent.Id, bed.Stored().Branch);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Who_left_does_not_walk_in_and_takes_no_chair(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        var gone = bed.Colleagues(1)[0];
        await using (var db = bed.Database.CreateDbContext())
        {
            (await db.People.SingleAsync(p => p.Id == gone.Id)).Leave();
            await db.SaveChangesAsync();
        }

        bed.Clock.Advance(bed.Session.StartsAt - bed.Clock.GetCurrentInstant());
        await Refused.ByAsync(InfosessionRules.OnlyWhoWorksHereWalksIn, () => bed.ActAsync<RecordAttendance>(bed.Joost, a => a.LetInAsync(bed.Session.Id, gone.Id)));

        Assert.Equal(0, bed.Stored().Taken);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Someone_with_an_email_does_not_sign_in_by_number(Database kind)
    {
        await using var bed = await InfosessionTestBed.OnAsync(kind);
        await using var scope = bed.App.Services.CreateAsyncScope();
        var signIn = ActivatorUtilities.CreateInstance<SignInByNumber>(scope.ServiceProvider);

        await Refused.ByAsync(SignInRules.NumberAndNameBelongTogether, () => signIn.RunAsync(bed.Joost.PersonnelNumber!, bed.Joost.FamilyName, "10.0.0.1"));
    }
}
