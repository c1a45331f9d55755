using Rollout.Domain.SharedKernel;

namespace Rollout.App.Modules.Api;

/// <summary>Rules about the clients of the API.</summary>
public static class ApiRules
{
    /// <summary>A client may do something.</summary>
    public static readonly Rule NeedsAScope = new("api.needs-a-scope");

    /// <summary>A token works for a day at least, and for a year at most.</summary>
    public static readonly Rule WorksForAWhile = new("api.works-for-a-while");
}
