using CsCheck;

namespace Rollout.Testing;

/// <summary>Random histories, the same in every run. One that fails is drawn again and shrunk by CsCheck, which then says the shortest it found, and its seed.</summary>
public static class Histories
{
    private const int MostShrinks = 2_000;

    public static IEnumerable<(T History, string Seed)> Draw<T>(Gen<T> histories, int many)
    {
        for (var i = 0; i < many; i++)
        {
            var dice = new PCG(1, (ulong)new Random(i).NextInt64()); // streams that differ in their number alone resemble each other
            var seed = dice.ToString();
            yield return (histories.Generate(dice, null, out _), seed);
        }
    }

    /// <param name="says">The history in words.</param>
    /// <param name="holds">Throws where the history does not end as it should. May be called for many other histories after one that fails.</param>
    public static async Task CheckAsync<T>(Gen<T> histories, T history, string seed, Func<T, string> says, Func<T, Task> holds)
    {
        try
        {
            await holds(history);
        }
        catch (Exception)
        {
            await histories.SampleAsync(holds, seed: seed, iter: MostShrinks, threads: 1, print: says);
            throw; // it failed only once: what came before it matters
        }
    }
}
