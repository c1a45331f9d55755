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

    /// <summary>Lead; and the auditor, who looks and changes nothing.</summary>
    public const string LeadOrAuditor = "lead-or-auditor";

    /// <summary>Lead, or facilitator.</summary>
    public const string LeadOrFacilitator = "lead-or-facilitator";

    public static IServiceCollection AddRolloutPolicies(this IServiceCollection services) => services
        .AddScoped<IAuthorizationHandler, RoleRequirementHandler>()
        .AddAuthorizationBuilder()
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .AddPolicy(Lead, p => p.AddRequirements(new RoleRequirement(a => a.IsLead)))
        .AddPolicy(Director, p => p.AddRequirements(new RoleRequirement(a => a.IsDirector)))
        .AddPolicy(Ambassador, p => p.AddRequirements(new RoleRequirement(a => a.IsAmbassador)))
        .AddPolicy(Facilitator, p => p.AddRequirements(new RoleRequirement(a => a.IsFacilitator)))
        .AddPolicy(LeadOrDirector, p => p.AddRequirements(new RoleRequirement(a => a.IsLead || a.IsDirector)))
        .AddPolicy(LeadOrAuditor, p => p.AddRequirements(new RoleRequirement(a => a.IsLead, a => a.IsAuditor)))
        .AddPolicy(LeadOrFacilitator, p => p.AddRequirements(new RoleRequirement(a => a.IsLead || a.IsFacilitator)))
        .Services;

    /// <param name="Holds">Who may do everything there.</param>
    /// <param name="Reads">Who may look there too.</param>
    private sealed record RoleRequirement(Func<CurrentUser, bool> Holds, Func<CurrentUser, bool>? Reads = null) : IAuthorizationRequirement;

    private sealed class RoleRequirementHandler(CurrentUserAccessor me, IHttpContextAccessor http) : AuthorizationHandler<RoleRequirement>
    {
        protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RoleRequirement requirement)
        {
            if (await me.FindAsync() is { } actor && (requirement.Holds(actor) || (requirement.Reads?.Invoke(actor) == true && IsLooking)))
            {
                context.Succeed(requirement);
            }
        }

        // Over a live connection things are done too.
        private bool IsLooking => http.HttpContext is { WebSockets.IsWebSocketRequest: false } context && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
    }
}
