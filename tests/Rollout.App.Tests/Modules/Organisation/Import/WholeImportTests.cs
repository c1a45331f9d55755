using Rollout.App.Shared.DelimitedText;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>An import happens completely or not at all: interrupted, concurrent with another of the same file, with very many people.</summary>
public sealed class WholeImportTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_broken_off_while_saving_changes_nothing(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        using var stop = new CancellationTokenSource();
        var atSaving = new Reports(p =>
        {
            if (p.Phase == ImportPhase.Saving)
            {
                stop.Cancel();
            }
        });

        await using (var stream = Files.Sample("01_people_nl_excel_cp1252.csv"))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Importing.People(db).RunAsync(stream, preview: false, progress: atSaving, ct: stop.Token));
        }

        Assert.Equal(0, await Importing.Count(db));
        Assert.Equal(14, (await Importing.Sample(db, "01_people_nl_excel_cp1252.csv")).Created);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_imports_of_one_file_at_once_make_each_person_once(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        var text = Files.Many(3000);

        var results = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Importing.Of(db, text))));

        Assert.Equal(3000, results.Sum(r => r.Created));
        Assert.Equal(3000, await Importing.Count(db));
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Fifty_thousand_people_come_in_one_go_with_progress_and_flat_memory(Database kind)
    {
        await using var db = await Importing.WithBranches(kind);
        await using var file = new FileStream(Path.Combine(db.Folder, "many.csv"), FileMode.Create, FileAccess.ReadWrite);
        await using (var writer = new StreamWriter(file, leaveOpen: true))
        {
            await writer.WriteAsync(Files.Header);
            for (var i = 1; i <= 50_000; i++)
            {
                await writer.WriteAsync($"{i:0000000};Zoë;van der;Linden;p{i}@voorbeeld.be;+3247{i:0000000};Gent;Monteur;01-10-2023;0,8\r\n");
            }
        }

        var reports = new List<ImportProgress>();
        var peak = 0L;
        var watching = new Reports(p =>
        {
            reports.Add(p);
            peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: p.Rows % 10_000 == 0));
        });
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var result = await Importing.People(db).RunAsync(file, preview: false, progress: watching);

        Assert.Equal((50_000, 0, 0), (result.Created, result.Merged, result.Rejected));
        Assert.Equal(50_000, await Importing.Count(db));
        Assert.True(reports.Count > 50 && reports.Zip(reports.Skip(1)).All(pair => pair.First.Share <= pair.Second.Share));
        Assert.Equal(1, reports[^1].Share);
        // Other tests run in the same process, so the limit is wide: fifty thousand rows held at once would exceed it.
        Assert.InRange(peak - before, 0, 250_000_000);
    }

    /// <summary>Reports synchronously; <see cref="Progress{T}"/> would report later.</summary>
    private sealed class Reports(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
