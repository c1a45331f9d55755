using Microsoft.EntityFrameworkCore;
using NodaTime;
using Rollout.App.Persistence;
using Rollout.Domain.Ambassadors;
using Rollout.Domain.Branches;
using Rollout.Domain.Launches;
using Rollout.Domain.People;

namespace Rollout.App.Tests.Architecture;

/// <summary>What reads compiled code sees every way to write a table and to use a class, so that the tests of the modules can fail.</summary>
public sealed class CodeTests
{
    private static readonly IReadOnlyList<Class> Tests = Code.Of("Rollout.App.Tests");

    [Fact]
    public void It_sees_every_way_to_write_a_table() =>
        Assert.Equal(
            [
                "Branch by Add", "Branch by ExecuteDeleteAsync", "Branch by SQL", "Branch by Update", "Credit by ExecuteUpdateAsync", "Launch by AddRange",
                "Person by RemoveRange", "Person by SetLanguage", "Phase by Add", "Wave by Add",
            ],
            TableUse.Written(Tests.Single(c => c.Name == nameof(WritesInEveryWay))).Select(w => $"{w.Table.Name} by {w.How}").Distinct().Order());

    [Fact]
    public void It_sees_every_table_that_is_read() =>
        Assert.Equal([nameof(Branch), nameof(Credit), nameof(Launch), nameof(Person)], TableUse.Read(Tests.Single(c => c.Name == nameof(ReadsInEveryWay))).Select(t => t.Name).Distinct().Order());

    [Fact]
    public void It_takes_no_read_for_a_write() => Assert.Empty(TableUse.Written(Tests.Single(c => c.Name == nameof(ReadsInEveryWay))));

    [Fact]
    public void It_sees_a_class_wherever_it_is_used() =>
        Assert.Equal(
            [nameof(OfAnArgument), nameof(OfAnAttribute), nameof(OfAnExtension), nameof(OfABase), nameof(OfALambda), nameof(OfAnAwait), nameof(OfATypeArgument)],
            Tests.Single(c => c.Name == nameof(UsesInEveryWay)).Uses.Select(t => t.Name).Where(n => n.StartsWith("Of", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Order(new ByLastWord()));

    private sealed class ByLastWord : IComparer<string>
    {
        private static readonly string[] Known = [nameof(OfAnArgument), nameof(OfAnAttribute), nameof(OfAnExtension), nameof(OfABase), nameof(OfALambda), nameof(OfAnAwait), nameof(OfATypeArgument)];

        public int Compare(string? x, string? y) => Array.IndexOf(Known, x).CompareTo(Array.IndexOf(Known, y));
    }
}

internal static class WritesInEveryWay
{
    public static async Task WriteAsync(RolloutDb db, Person person, Wave wave, IEnumerable<Phase> phases, Launch[] launches)
    {
        db.Branches.Add(Branch.Open("Gent", "GNT", "BE", DateTimeZone.Utc, 1));
        db.Update((await db.Branches.SingleAsync())!);
        db.People.RemoveRange(person);
        db.Add(wave);
        await db.Branches.Where(b => b.Position > 1).ExecuteDeleteAsync();
        await Task.WhenAll(phases.Select(async phase => await db.Credits.ExecuteUpdateAsync(set => set.SetProperty(c => c.Version, _ => phase.Name.Length))));
        foreach (var phase in phases)
        {
            db.Set<Phase>().Add(phase);
        }

        person.SetLanguage("nl");
        await db.Database.ExecuteSqlAsync($"UPDATE branches SET position = {1}");
        await SaveAsync(db, launches);
    }

    private static Task SaveAsync(RolloutDb db, Launch[] launches)
    {
        db.AddRange(launches.Cast<object>());
        return db.SaveChangesAsync();
    }
}

internal static class ReadsInEveryWay
{
    public static async Task<object> ReadAsync(RolloutDb db) =>
        (await (from branch in db.Branches where db.People.Any(p => p.Branch == branch.Id) select branch.Name).ToListAsync(), db.Set<Launch>().Find(LaunchId.New()), Lazily(db));

    private static IEnumerable<Credit> Lazily(RolloutDb db)
    {
        foreach (var credit in db.Credits)
        {
            yield return credit;
        }
    }
}

internal sealed class OfATypeArgument;

internal sealed class OfAnArgument;

internal sealed class OfALambda;

internal sealed class OfAnAwait;

internal class OfABase;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class OfAnAttribute : Attribute;

internal static class OfAnExtension
{
    public static bool IsSo(this object it) => it is not null;
}

[OfAn]
internal sealed class UsesInEveryWay : OfABase
{
    public static List<OfATypeArgument> Nothing => [];

    public static bool Take(OfAnArgument argument) => argument.IsSo() && Array.Exists([1], _ => new OfALambda().IsSo());

    public static async Task<object> WaitAsync()
    {
        await Task.Yield();
        return new OfAnAwait();
    }
}
