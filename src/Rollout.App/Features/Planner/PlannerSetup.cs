namespace Rollout.App.Features.Planner;

/// <summary>Laying out series of infosessions, and the week they are moved in.</summary>
internal static class PlannerSetup
{
    public static IServiceCollection AddPlanner(this IServiceCollection services) => services
        .AddScoped<ListSeriesChoices>().AddScoped<LayOutSeries>().AddScoped<CheckPlans>().AddScoped<FindPlannerWeek>()
        .AddScoped<CheckMove>().AddTransient<Mover>()
        .AddScoped<ListChosen>().AddScoped<CheckSeveral>().AddScoped<DoSeveral>().AddScoped<SplitInfosession>();
}
