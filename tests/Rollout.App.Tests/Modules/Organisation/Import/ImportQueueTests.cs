using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.People;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>An import is worked on by one process, and by another when that one is gone.</summary>
public sealed class ImportQueueTests
{
    private readonly StoppedClock _clock = new(A.Monday);

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_is_claimed_once_until_the_process_that_has_it_is_no_longer_heard_of(Database kind)
    {
        using var database = Given(kind, out var lead);
        using var one = new ImportQueue(database, _clock);
        using var other = new ImportQueue(database, _clock);
        var id = await StartAsync(database, one, lead);

        Assert.Equal(id, (await one.ClaimAsync(default))!.Id);
        Assert.Null(await other.ClaimAsync(default));
        _clock.Advance(Duration.FromSeconds(61));
        var again = await other.ClaimAsync(default);

        Assert.Equal(id, again!.Id);
        Assert.True(again.State.Restarted);
    }

    [Fact]
    public async Task A_process_that_is_alive_keeps_its_claim_and_shows_its_progress_to_the_others()
    {
        using var database = Given(Database.Postgres, out var lead);
        using var one = new ImportQueue(database, _clock);
        using var other = new ImportQueue(database, _clock);
        var id = await StartAsync(database, one, lead);
        await one.ClaimAsync(default);

        one.Note(id, new ImportProgress(ImportPhase.Saving, 1_200, 0.75));
        _clock.Advance(Duration.FromSeconds(50));
        await one.RenewAsync(id, default);
        _clock.Advance(Duration.FromSeconds(50));

        Assert.Null(await other.ClaimAsync(default));
        var seen = await new ImportRuns(database, new ImportFiles(database), other, _clock).FindAsync(id, lead.Id, default);
        Assert.Equal(new ImportProgress(ImportPhase.Saving, 1_200, 0.75), seen!.State.Progress);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_that_ends_every_process_that_takes_it_up_is_given_up(Database kind)
    {
        using var database = Given(kind, out var lead);
        using var queue = new ImportQueue(database, _clock);
        var id = await StartAsync(database, queue, lead);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.NotNull(await queue.ClaimAsync(default));
            _clock.Advance(Duration.FromMinutes(2));
        }

        Assert.Null(await queue.ClaimAsync(default));
        await using var db = database.CreateDbContext();
        Assert.Equal(ImportStage.Failed, (await db.ImportRuns.SingleAsync(r => r.Id == id)).State.Stage);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_import_that_waits_is_stopped_at_once_and_one_that_is_worked_on_by_its_process(Database kind)
    {
        using var database = Given(kind, out var lead);
        using var one = new ImportQueue(database, _clock);
        using var other = kind == Database.Postgres ? new ImportQueue(database, _clock) : null;
        var runs = new ImportRuns(database, new ImportFiles(database), other ?? one, _clock);
        var first = await StartAsync(database, one, lead);
        _clock.Advance(Duration.FromSeconds(1));
        var second = await StartAsync(database, one, lead);
        await one.ClaimAsync(default);
        var stop = one.Begin(first, default);
        Assert.Equal((0, 1), ((await runs.FindAsync(first, lead.Id, default))!.State.Ahead, (await runs.FindAsync(second, lead.Id, default))!.State.Ahead));

        await runs.StopAsync((await runs.FindAsync(second, lead.Id, default))!, default);
        Assert.Null(await runs.FindAsync(second, lead.Id, default));
        Assert.False(stop.IsCancellationRequested);

        await runs.StopAsync((await runs.FindAsync(first, lead.Id, default))!, default);
        await one.RenewAsync(first, default);
        Assert.True(stop.IsCancellationRequested);
        await one.SettleStoppedAsync(first);
        Assert.Null(await runs.FindAsync(first, lead.Id, default));
    }

    [Fact]
    public async Task Its_lead_stops_an_import_that_is_being_saved_and_has_the_preview_again_with_nothing_changed()
    {
        using var database = Given(Database.Postgres, out var lead);
        await using var app = await RunningApp.StartAsync(database, _clock);
        var visitor = app.Visitor(lead);
        var bytes = "personnel number;name;branch\n1;Jan Smit;Gent"u8.ToArray();
        var sent = await visitor.UploadAsync(await visitor.GetAsync("/people/import"), "upload", ("File", "people.csv", bytes), ("Kind", "People"));
        var preview = await Importing.SettledAsync(visitor, sent.Location!);

        // Someone else holds the table of people, so that it waits in the middle.
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync("LOCK TABLE people IN SHARE ROW EXCLUSIVE MODE");
        var busy = await visitor.FollowAsync(await visitor.SubmitAsync(preview, "apply"));
        Assert.Contains("Stopping undoes what was begun", busy.Text, StringComparison.Ordinal);
        var stopped = await visitor.SubmitAsync(busy, busy.Path + "/stop");

        Assert.Equal(preview.Path, stopped.Location);
        Assert.Contains("1 to add", (await visitor.FollowAsync(stopped)).Text, StringComparison.Ordinal);
        await transaction.RollbackAsync();
        Assert.Equal(1, await db.People.CountAsync());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_file_larger_than_a_chunk_comes_out_as_it_went_in(Database kind)
    {
        using var database = Given(kind, out var lead);
        using var queue = new ImportQueue(database, _clock);
        var content = new byte[(2 * ImportChunk.Size) + 17];
        new Random(7).NextBytes(content);
        var files = new ImportFiles(database);
        var id = await new ImportRuns(database, files, queue, _clock).StartAsync(lead.Id, ImportKind.People, "people.csv", new MemoryStream(content), default);

        await using var copy = await files.OpenAsync(id, ImportFile.Upload, default);
        using var read = new MemoryStream();
        await copy.CopyToAsync(read);

        Assert.Equal(content, read.ToArray());
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task What_came_of_each_row_is_stored_as_it_was(Database kind)
    {
        using var database = Given(kind, out var lead);
        using var queue = new ImportQueue(database, _clock);
        var id = await StartAsync(database, queue, lead);
        var result = new ImportResult
        {
            Encoding = "windows-1252", Delimiter = ";", Blank = 2, IgnoredColumns = ["Schoenmaat"], Missing = 3, HasFew = true, Credits = new CreditSettlementResult(4, 5, 6),
            Rows = [new ImportedRow(2, RowOutcome.Created, default), new ImportedRow(70_000, RowOutcome.Rejected, ImportCodes.Refusals)],
        };

        await queue.SettleAsync(id, set => set.SetProperty(r => r.Stage, ImportStage.Previewed).SetProperty(r => r.Result, result));

        await using var db = database.CreateDbContext();
        Assert.Equivalent(result, (await db.ImportRuns.AsNoTracking().SingleAsync(r => r.Id == id)).State.Result, strict: true);
    }

    private static TestDatabase Given(Database kind, out Person lead)
    {
        var database = TestDatabase.On(kind);
        var branch = A.Branch();
        lead = A.Lead(branch);
        database.Given(A.Rollout(), branch, lead);
        return database;
    }

    private Task<string> StartAsync(TestDatabase database, ImportQueue queue, Person lead) =>
        new ImportRuns(database, new ImportFiles(database), queue, _clock).StartAsync(lead.Id, ImportKind.People, "people.csv", Files.Of("personnel number;name\n1;Jan"), default);
}
