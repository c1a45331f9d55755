namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Registers planning of series, and the planner's week.</summary>
internal static class PlannerModule
{
    public static IServiceCollection AddPlanner(this IServiceCollection services) => services.AddTransient<MoveSession>().AddScoped<PreviewBulkChange>().AddScoped<ApplyBulkChange>();
}
