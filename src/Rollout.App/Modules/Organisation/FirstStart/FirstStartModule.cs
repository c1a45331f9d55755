namespace Rollout.App.Modules.Organisation.FirstStart;

internal static class FirstStartModule
{
    public static IServiceCollection AddFirstStart(this IServiceCollection services) => services.AddSingleton<SetupKey>();
}
