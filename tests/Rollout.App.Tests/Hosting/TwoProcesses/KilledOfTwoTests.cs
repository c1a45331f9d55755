using System.Text;
using Microsoft.EntityFrameworkCore;
using Rollout.App.Tests.Identity;
using Rollout.App.Tests.Modules.Organisation.Import;
using Rollout.Testing;

namespace Rollout.App.Tests.Hosting.TwoProcesses;

/// <summary>One of two processes is killed; the other goes on where it stopped.</summary>
public sealed class KilledOfTwoTests(TwoPrograms two) : IClassFixture<TwoPrograms>
{
    [Fact]
    public async Task An_import_whose_process_is_killed_is_finished_by_the_other()
    {
        var lead = new Visitor(two.First);
        var page = await SigningIn.AskAsync(lead, two.Lead.Email!);
        await lead.SubmitAsync(page, "code", ("Code", SigningIn.MailedTo(two.Database, two.Lead).Code));
        var sent = await lead.UploadAsync(
            await lead.GetAsync("/people/import"), "upload", ("File", "lijst.csv", Encoding.UTF8.GetBytes("Personeelsnummer;Naam;Vestiging\n9001;Nieuwe Collega;Gent\n")), ("Kind", "People"));
        var preview = await Importing.SettledAsync(lead, sent.Location!);
        await HangAsync();
        var applied = await lead.SubmitAsync(preview, "apply");
        await UntilAsync(async db => await db.Database.SqlQuery<int>($"""SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()""").SingleAsync() > 0);

        // Whichever took it up is killed; what it had in hand hangs on until the server notices.
        two.Kill(0);
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database(); DROP TRIGGER hang ON people");
        await ExecuteAsync("UPDATE import_runs SET claimed_until = 0 WHERE claimed_until IS NOT NULL"); // as if its lease had run out

        var done = await Importing.SettledAsync(lead.At(two.Second), applied.Location!);

        Assert.Contains("1 added, 0 updated", done.Text, StringComparison.Ordinal);
        Assert.Contains("It began again by itself; nothing counts twice.", done.Text, StringComparison.Ordinal);
        await using var db = two.Database.CreateDbContext();
        Assert.Equal(1, await db.People.CountAsync(p => p.PersonnelNumber == "9001"));
    }

    private Task HangAsync() => ExecuteAsync(
        "CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(600); RETURN NEW; END'; CREATE TRIGGER hang BEFORE INSERT ON people FOR EACH ROW EXECUTE FUNCTION hang()");

    private async Task ExecuteAsync(string sql)
    {
        await using var db = two.Database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task UntilAsync(Func<Rollout.App.Persistence.RolloutDb, Task<bool>> seen)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await using var db = two.Database.CreateDbContext();
        while (!await seen(db))
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
