// Prints, side by side in one run, the ratios that count. `dotnet run -c Release --project benchmarks/Rollout.Benchmarks [name]`
if (args is ["empty-host", var url])
{
    await Rollout.Benchmarks.IdleBenchmark.ServeEmptyAsync(url);
    return;
}

var benchmarks = new Dictionary<string, Func<TextWriter, Task>>
{
    ["people"] = Rollout.Benchmarks.PeopleImportBenchmark.RunAsync,
    ["search"] = Rollout.Benchmarks.PeopleSearchBenchmark.RunAsync,
    ["scim"] = Rollout.Benchmarks.ScimBenchmark.RunAsync,
    ["participation"] = Rollout.Benchmarks.ParticipationBenchmark.RunAsync,
    ["sign-ups"] = Rollout.Benchmarks.SignUpBenchmark.RunAsync,
    ["seats"] = Rollout.Benchmarks.SeatsBenchmark.RunAsync,
    ["list"] = Rollout.Benchmarks.ListPageBenchmark.RunAsync,
    ["board"] = Rollout.Benchmarks.BoardBenchmark.RunAsync,
    ["pages"] = Rollout.Benchmarks.PagesBenchmark.RunAsync,
    ["idle"] = Rollout.Benchmarks.IdleBenchmark.RunAsync,
    ["outbox"] = Rollout.Benchmarks.OutboxBenchmark.RunAsync,
    ["crowd"] = Rollout.Benchmarks.CrowdBenchmark.RunAsync,
    ["nudges"] = Rollout.Benchmarks.NudgePlanBenchmark.RunAsync,
};
foreach (var (name, run) in benchmarks.Where(b => args.Length == 0 || args.Contains(b.Key)))
{
    await Console.Out.WriteLineAsync($"## {name}");
    await run(Console.Out);
}
