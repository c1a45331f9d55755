using Rollout.App.Operations;

return await CommandLine.RunAsync(args);
