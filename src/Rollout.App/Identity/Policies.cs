using Microsoft.AspNetCore.Authorization;
using Rollout.Domain.Access;

namespace Rollout.App.Identity;

/// <summary>The kinds of people a page can be for. Which person exactly is up to the aggregate.</summary>
public static class Policies
{
    public const string Lead = "lead";
    public const string Director = "director";
    public const string Ambassador = "ambassador";
    public const string Facilitator = "facilitator";

    /// <summary>Lead, or director of a branch.</summary>
    public const string LeadOrDirector = "lead-or-director";

    /// <summary>Lead, or facilitator.</summary>
    public const string LeadOrFacilitator = "lead-or-facilitator";

    /// <summary>The roles with full access, by policy. The auditor may read there too.</summary>
    private static readonly Dictionary<string, Func<CurrentUser, bool>> Holds = new()
    {
        [Lead] = a => a.IsLead,
        [LeadOrDirector] = a => a.IsLead || a.IsDirector,
        [LeadOrFacilitator] = a => a.IsLead || a.IsFacilitator,
    };

    /// <summary>Whether someone may only look at what an address shows, because they are there as the auditor.</summary>
    public static bool OnlyReads(CurrentUser? user, Endpoint? endpoint) => user is { IsAuditor: true }
        && endpoint?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(needs => needs.Policy is { } policy && Holds.TryGetValue(policy, out var holds) && !holds(user)) == true;

    public static IServiceCollection AddRolloutPolicies(this IServiceCollection services) => services
        .AddScoped<IAuthorizationHandler, RoleRequirementHandler>()
        .AddAuthorizationBuilder()
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .AddPolicy(Lead, p => p.AddRequirements(new RoleRequirement(Holds[Lead], Reads: true)))
        .AddPolicy(Director, p => p.AddRequirements(new RoleRequirement(a => a.IsDirector)))
        .AddPolicy(Ambassador, p => p.AddRequirements(new RoleRequirement(a => a.IsAmbassador)))
        .AddPolicy(Facilitator, p => p.AddRequirements(new RoleRequirement(a => a.IsFacilitator)))
        .AddPolicy(LeadOrDirector, p => p.AddRequirements(new RoleRequirement(Holds[LeadOrDirector], Reads: true)))
        .AddPolicy(LeadOrFacilitator, p => p.AddRequirements(new RoleRequirement(Holds[LeadOrFacilitator], Reads: true)))
        .Services;

    /// <param name="Holder">Who may do everything there.</param>
    /// <param name="Reads">Whether the auditor may look there too.</param>
    private sealed record RoleRequirement(Func<CurrentUser, bool> Holder, bool Reads = false) : IAuthorizationRequirement;

    private sealed class RoleRequirementHandler(CurrentUserAccessor me, IHttpContextAccessor http) : AuthorizationHandler<RoleRequirement>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
        {
            if (await me.FindAsync() is { } actor && (requirement.Holder(actor) || (requirement.Reads && actor.IsAuditor && IsLooking)))
            {
                context.Succeed(requirement);
            }
        }

        // Over a live connection things are done too.
        private bool IsLooking => http.HttpContext is { WebSockets.IsWebSocketRequest: false } context && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
    }
}
