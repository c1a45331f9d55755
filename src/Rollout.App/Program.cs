using Rollout.App.Hosting;

return await CommandLine.RunAsync(args);
