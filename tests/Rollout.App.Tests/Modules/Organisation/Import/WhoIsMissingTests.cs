using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>People who are in the database and not in the file.</summary>
public sealed class WhoIsMissingTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Those_who_are_missing_leave_and_come_back(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Many(10));

        var preview = await Importing.Of(db, Files.Many(9), preview: true, WhoIsMissing.Leaves);
        var real = await Importing.Of(db, Files.Many(9), preview: false, WhoIsMissing.Leaves);
        var left = await Importing.Active(db);
        await Importing.Of(db, Files.Many(10));

        Assert.Equal((1, false), (preview.Missing, preview.HasFew));
        Assert.Equal(1, real.Missing);
        Assert.Equal(9, left);
        Assert.Equal(10, await Importing.Active(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_with_few_of_the_people_needs_a_second_yes(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Many(10));

        Assert.True((await Importing.Of(db, Files.Many(7), preview: true, WhoIsMissing.Leaves)).HasFew);
        await Refused.ByAsync(ImportRules.FewNeedsConfirming, () => Importing.Of(db, Files.Many(7), preview: false, WhoIsMissing.Leaves));
        Assert.Equal(10, await Importing.Active(db));

        await Importing.Of(db, Files.Many(7), preview: false, WhoIsMissing.LeavesForSure);
        Assert.Equal(7, await Importing.Active(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Nobody_leaves_by_an_empty_file_or_a_refused_row_and_never_the_lead(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await Importing.Of(db, Files.Many(5));
        await using (var context = db.CreateDbContext())
        {
            var branch = await context.Branches.FirstAsync();
            context.Add(A.Lead(branch));
            await context.SaveChangesAsync();
        }

        await Importing.Of(db, Files.Header, preview: false, WhoIsMissing.LeavesForSure);
        await Refused.ByAsync(
            ImportRules.HasSomeoneToCompareWith, () => Importing.Of(db, Files.Many(5).Replace(";Gent;", ";Nergens;", StringComparison.Ordinal), preview: false, WhoIsMissing.LeavesForSure));
        Assert.Equal(6, await Importing.Active(db));

        // The fifth row is refused because of its branch; its person is in the file all the same.
        var oneBad = Files.Many(4) + "0000005;Jan;;Maes;p5@x.be;;Nergens;;;\r\n";
        await Importing.Of(db, oneBad, preview: false, WhoIsMissing.LeavesForSure);
        Assert.Equal(6, await Importing.Active(db));
    }
}
