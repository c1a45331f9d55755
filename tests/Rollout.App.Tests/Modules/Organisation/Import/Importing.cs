using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Imports of people into a database that has the branches of <c>branches.csv</c>.</summary>
internal static class Importing
{
    public static async Task<TestDatabase> WithBranches(Database kind)
    {
        var db = TestDatabase.On(kind);
        await using var stream = Files.Sample("branches.csv");
        await new ImportBranches(db).RunAsync(stream, preview: false);
        return db;
    }

    /// <summary>The import as it is on Monday 23 November 2026.</summary>
    public static ImportPeople People(TestDatabase db) => new(db, new FindLooseEnds(db, [], new StoppedClock(A.Monday)), new StoppedClock(A.Monday));

    public static async Task<ImportResult> Sample(TestDatabase db, string name, bool preview = false)
    {
        await using var stream = Files.Sample(name);
        return await People(db).RunAsync(stream, preview);
    }

    public static async Task<ImportResult> Of(TestDatabase db, string text, bool preview = false, WhoIsMissing missing = WhoIsMissing.Stays)
    {
        await using var stream = Files.Of(text);
        return await People(db).RunAsync(stream, preview, missing);
    }

    /// <summary>The page of an import once it is no longer at work.</summary>
    public static async Task<Page> SettledAsync(Visitor visitor, string path)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var page = await visitor.GetAsync(path); // which itself waits for a while
            if (!page.Html.Contains("data-import=", StringComparison.Ordinal))
            {
                return page;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(2), $"The import does not end: {page.Text}");
        }
    }

    public static async Task<int> Count(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        return await context.People.CountAsync();
    }

    public static async Task<int> Active(TestDatabase db)
    {
        await using var context = db.CreateDbContext();
        return await context.People.CountAsync(p => p.Active);
    }
}
