using Rollout.App.Imports;

namespace Rollout.App.Features.People;

/// <summary>People and branches: their lists, and how they come in from files.</summary>
internal static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<ImportPeople>()
        .AddSingleton<ImportBranches>();
}
