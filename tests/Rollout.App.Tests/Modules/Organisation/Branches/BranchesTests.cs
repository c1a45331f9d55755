using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Branches;
using Rollout.App.Shared;
using Rollout.Domain.Branches;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Branches;

public sealed class BranchesTests
{
    private static readonly LocalTime Nine = new(9, 0);
    private static readonly LocalTime Five = new(17, 0);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_branch_gets_its_letters_hours_and_director(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var gent = A.Branch();
        var an = A.Person(gent, "An Verstraete");
        db.Given(A.Rollout(), gent);
        db.Given(an);

        await Edit(db).RunAsync(new BranchChange(gent.Id, 0, "GNT", new LocalTime(7, 30), new LocalTime(16, 0), an.Id));

        var line = Assert.Single(await new ListBranches(db).RunAsync());
        Assert.Equal(("GNT", new LocalTime(7, 30), new LocalTime(16, 0), "An Verstraete", 1), (line.Code, line.OpensAt, line.ClosesAt, line.Director, line.People));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_cannot_be_is_refused_and_nothing_of_it_kept(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var (gent, luik) = (A.Branch(), A.Branch("Luik"));
        var (elsewhere, withoutMail) = (A.Person(luik), A.Person(gent, email: null));
        db.Given(A.Rollout(), gent, luik);
        db.Given(elsewhere, withoutMail);
        var edit = Edit(db);

        await Refused.ByAsync(BranchRules.SpeaksALanguageOfTheRollout, () => edit.RunAsync(new BranchChange(gent.Id, 0, "GNT", Nine, Five, null, "de")));
        await Refused.ByAsync(BranchRules.CodeIsFree, () => edit.RunAsync(new BranchChange(gent.Id, 0, luik.Code, Nine, Five, null)));
        await Refused.ByAsync(BranchRules.CodeIsThreeLetters, () => edit.RunAsync(new BranchChange(gent.Id, 0, "G1", Nine, Five, null)));
        await Refused.ByAsync(BranchRules.OpensBeforeItCloses, () => edit.RunAsync(new BranchChange(gent.Id, 0, "GNT", Five, Nine, null)));
        await Refused.ByAsync(BranchRules.DirectorWorksThere, () => edit.RunAsync(new BranchChange(gent.Id, 0, "GNT", Nine, Five, elsewhere.Id)));
        await Refused.ByAsync(BranchRules.DirectorWorksThere, () => edit.RunAsync(new BranchChange(gent.Id, 0, "GNT", Nine, Five, withoutMail.Id)));

        await using var context = db.CreateDbContext();
        var stored = await context.Branches.SingleAsync(b => b.Id == gent.Id);
        Assert.Equal((gent.Code, 0), (stored.Code, stored.Version));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_change_made_on_an_old_page_is_not_saved(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var gent = A.Branch();
        db.Given(A.Rollout(), gent);
        await Edit(db).RunAsync(new BranchChange(gent.Id, 0, "GNT", Nine, Five, null));

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => Edit(db).RunAsync(new BranchChange(gent.Id, 0, "GEN", Nine, Five, null)));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task The_leads_order_is_kept(Database kind)
    {
        await using var db = TestDatabase.On(kind);
        var branches = new[] { A.Branch("Gent"), A.Branch("Luik"), A.Branch("Utrecht", "NL", "Europe/Amsterdam") };
        db.Given(branches);
        var move = new MoveBranch(db);

        await move.RunAsync(branches[2].Id, up: true);
        await move.RunAsync(branches[2].Id, up: true);
        await move.RunAsync(branches[2].Id, up: true);
        await move.RunAsync(branches[0].Id, up: false);

        Assert.Equal(["Utrecht", "Luik", "Gent"], (await new ListBranches(db).RunAsync()).Select(b => b.Name));
    }

    private static EditBranch Edit(TestDatabase db) => new(db, new RolloutSettingsCache(db, ACache.New()));
}
