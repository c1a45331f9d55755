using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Rollout.App.Modules.Participation;
using Rollout.App.Modules.Participation.Reports;
using Rollout.App.Shared;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Participation;

/// <summary>The folder that reports are put into.</summary>
public sealed class InboxTests
{
    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Each_file_goes_to_done_or_refused_and_the_lead_reads_what_became_of_it(Database kind)
    {
        using var database = TestDatabase.On(kind);
        var (gent, clock, folder) = (A.Branch(), new StoppedClock(A.Monday), Directory.CreateTempSubdirectory("rollout-inbox-"));
        var lead = A.Lead(gent);
        database.Given(A.Rollout(), gent, lead);
        var inbox = folder.CreateSubdirectory("inbox");
        void Put(string name, string text, int minutesAgo = 5)
        {
            var path = Path.Combine(inbox.FullName, name);
            File.WriteAllText(path, text, Encoding.UTF8);
            File.SetLastWriteTimeUtc(path, (clock.Now - Duration.FromMinutes(minutesAgo)).ToDateTimeUtc());
        }

        const string header = "Report Refresh Date,User Principal Name,User State,Last Activity Date,Report Period\n";
        Put("1 good.csv", $"{header}2026-11-22,{lead.Email},Active,2026-11-21,7\n");
        Put("2 concealed.csv", $"{header}2026-11-22,FE7CC8C15246EDCCA289C9A4022762F7,Active,2026-11-21,7\n");
        Put("3 asks.csv", "Wie;Gezien\niemand@voorbeeld.be;2026-11-21\n");
        Put("4 being written.csv", header, minutesAgo: 0);
        Put("broken.bin", "\0\0\0");
        var read = new ReadInbox(database, new ImportActivity(database, clock), new HostSettings("http://127.0.0.1:0", folder.FullName), clock, NullLogger<ReadInbox>.Instance);

        await read.RunAsync();

        Assert.Equal(["1 good.csv"], Names(inbox, "done"));
        Assert.Equal(["2 concealed.csv", "3 asks.csv", "broken.bin"], Names(inbox, "refused"));
        Assert.Equal(["4 being written.csv"], inbox.GetFiles().Select(f => f.Name));
        Assert.Equal(1, await database.CreateDbContext().Statements.CountAsync());

        await using var app = await RunningApp.StartAsync(database);
        var page = await app.Visitor(lead).GetAsync("/participation/import");
        Assert.Contains("1 good.csv", page.Text, StringComparison.Ordinal);
        Assert.Contains("2 concealed.csv The names in this report are concealed", page.Text, StringComparison.Ordinal);
        Assert.Contains("3 asks.csv", page.Text, StringComparison.Ordinal);
        Assert.Contains("broken.bin", page.Text, StringComparison.Ordinal);
        Assert.Equal("What do the columns of this report mean?", (await app.Visitor(lead).GetAsync(page.LinkTo("/participation/import/"))).Heading);

        clock.Advance(Duration.FromDays(31));
        await read.RunAsync();
        Assert.Empty(Names(inbox, "done"));
        folder.Delete(recursive: true);
    }

    private static IEnumerable<string> Names(DirectoryInfo inbox, string folder) => inbox.CreateSubdirectory(folder).GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal);
}
