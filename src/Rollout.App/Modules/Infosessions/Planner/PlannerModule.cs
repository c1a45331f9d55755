namespace Rollout.App.Modules.Infosessions.Planner;

/// <summary>Registers planning of series, and the planner's week.</summary>
internal static class PlannerModule
{
    public static IServiceCollection AddPlanner(this IServiceCollection services) => services
        .AddScoped<ListSeriesChoices>().AddScoped<PlanSeries>().AddScoped<CheckPlans>().AddScoped<FindPlannerWeek>()
        .AddScoped<ValidateMove>().AddTransient<MoveSession>()
        .AddScoped<ListSelectedInfosessions>().AddScoped<PreviewBulkChange>().AddScoped<ApplyBulkChange>().AddScoped<SplitInfosession>();
}
