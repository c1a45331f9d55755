// Fifty people use a rollout while everything around it fails; then a ledger compares what they were told with what is there.
//   dotnet run --project tests/Rollout.Chaos -- [--minutes 30] [--on postgres|sqlite] [--seed 1]
using System.Globalization;
using Rollout.Chaos;
using Rollout.Testing;

var minutes = double.Parse(Option("--minutes") ?? "30", CultureInfo.InvariantCulture);
var seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
var kinds = Option("--on") switch
{
    null => [Database.Postgres, Database.Sqlite],
    "postgres" => new[] { Database.Postgres },
    "sqlite" => [Database.Sqlite],
    var other => throw new ArgumentException($"There is no {other}: say --on postgres or --on sqlite."),
};
var violations = 0;
foreach (var kind in kinds)
{
    violations += await ChaosRun.RunAsync(kind, TimeSpan.FromMinutes(minutes), seed, Console.Out);
}

return violations == 0 ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
