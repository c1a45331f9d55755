namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>The branches in the lead's order, and what the lead changes of them.</summary>
internal static class BranchesModule
{
    public static IServiceCollection AddBranches(this IServiceCollection services) => services
        .AddSingleton<ListBranches>()
        .AddSingleton<FindBranch>()
        .AddSingleton<EditBranch>()
        .AddSingleton<MoveBranch>();
}
