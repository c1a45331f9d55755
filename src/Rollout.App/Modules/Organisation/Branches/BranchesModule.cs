namespace Rollout.App.Modules.Organisation.Branches;

/// <summary>Registers the branches: their list, and the commands to change them.</summary>
internal static class BranchesModule
{
    public static IServiceCollection AddBranches(this IServiceCollection services) => services
        .AddSingleton<ListBranches>()
        .AddSingleton<FindBranch>()
        .AddSingleton<EditBranch>()
        .AddSingleton<MoveBranch>();
}
