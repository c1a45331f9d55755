using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Rollout.App.Modules.Organisation.Contracts;
using Rollout.App.Modules.Organisation.Import;
using Rollout.App.Persistence;
using Rollout.App.Shared.DelimitedText;
using Rollout.Domain.SharedKernel;
using Rollout.Testing;

namespace Rollout.App.Tests.Modules.Organisation.Import;

/// <summary>Files that were cut, joined, re-encoded or filled with what nobody expects, through every importer.</summary>
public sealed class MutatedFilesTests
{
    private const int Mutations = 2_000;
    private const int LargestSeed = 20_000;
    private static readonly string[] Strange = ["\0", "\"", "\r\n", ";;;;", "\t", "=1+1", "\uFFFE", "\U0001F600", "é", "99999999999999999999", "31-02-2026", "' OR 1=1 --", new string('x', 5000), "@", "\u202E"];

    [Fact]
    public async Task Two_thousand_damaged_files_are_read_or_refused_and_never_taken_over_in_part()
    {
        using var database = TestDatabase.On(Database.Sqlite);
        database.Given(A.Rollout());
        await using var app = await RunningApp.StartAsync(database, replace: RunningApp.WithoutJobs);
        await app.Services.GetRequiredService<ImportBranches>().RunAsync(Files.Sample("branches.csv"), preview: false);
        var (importers, seeds, random) = (app.Services.GetServices<IFileImport>().ToList(), Seeds(), new Random(17));
        Assert.Equal(4, importers.Count);
        await using var db = database.CreateDbContext();
        var (before, read) = (await CountAsync(db), 0);
        for (var i = 0; i < Mutations; i++)
        {
            var (name, seed) = seeds[random.Next(seeds.Count)];
            var (importer, bytes) = (importers[i % importers.Count], Mutated(seed, random));
            var result = await ImportAsync(importer, bytes, $"mutation {i} of {name} as {importer.Kind}");
            var after = await CountAsync(db);
            if (result is not { Refusal: FileRefusal.None })
            {
                Assert.Equal((i, before), (i, after));
            }
            else if (importer.Kind == ImportKind.People)
            {
                read++;
                Assert.Equal((i, before.People + result.Created), (i, after.People));
            }

            before = after;
        }

        Assert.InRange(read, 10, Mutations); // or nothing was tried
    }

    private static async Task<ImportResult?> ImportAsync(IFileImport importer, byte[] bytes, string what)
    {
        try
        {
            return await importer.ImportAsync(new MemoryStream(bytes), preview: false, new ImportChoices(WhoIsMissing.Stays, TakeBack: false, ManyMayLeave: false), null, default);
        }
        catch (BrokenRuleException)
        {
            return null;
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException(what, failure);
        }
    }

    private static async Task<(int People, int Branches, int Evidence, int Statements)> CountAsync(RolloutDb db) =>
        (await db.People.CountAsync(), await db.Branches.CountAsync(), await db.ProfileEvidence.CountAsync(), await db.Statements.CountAsync());

    private static List<(string Name, byte[] Bytes)> Seeds()
    {
        var organisation = Path.GetDirectoryName(Files.SamplePath("branches.csv"))!;
        var participation = Path.GetFullPath(Path.Combine(organisation, "..", "..", "..", "Participation", "Samples"));
        return
        [
            .. new[] { organisation, participation }.SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)).Order(StringComparer.Ordinal)
                .Where(file => new FileInfo(file).Length <= LargestSeed).Select(file => (Path.GetFileName(file), File.ReadAllBytes(file))),
            ("profiles", Encoding.UTF8.GetBytes("email;since\njan@voorbeeld.be;2026-11-23\nan@voorbeeld.be;\n")),
        ];
    }

    private static byte[] Mutated(byte[] seed, Random random)
    {
        var bytes = seed.ToList();
        for (var n = random.Next(1, 6); n > 0 && bytes.Count > 1; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)); break;
                case 2: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Strange[random.Next(Strange.Length)])); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(0, Math.Min(at, 400))); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                default: bytes.Reverse(at, Math.Min(20, bytes.Count - at)); break;
            }
        }

        return [.. bytes];
    }
}
