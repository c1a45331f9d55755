using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Rollout.App.Hosting;

/// <summary>
/// Registers every class with a public <c>RunAsync</c>, so that a new command or query needs no line anywhere. One that needs something of the
/// request, such as the current user, lives as long as the request; all others are singletons. What a module registered itself is left alone.
/// </summary>
internal static class CommandsAndQueries
{
    /// <summary>All classes the convention covers.</summary>
    public static IReadOnlySet<Type> All { get; } = typeof(CommandsAndQueries).Assembly.GetTypes().Where(IsRunnable).ToHashSet();

    public static IServiceCollection AddCommandsAndQueries(this IServiceCollection services)
    {
        var ofTheRequest = services.Where(s => s.Lifetime == ServiceLifetime.Scoped).Select(s => s.ServiceType).ToHashSet();
        foreach (var type in All)
        {
            services.TryAdd(new ServiceDescriptor(type, type, IsOfTheRequest(type) ? ServiceLifetime.Scoped : ServiceLifetime.Singleton));
        }

        return services;

        bool IsOfTheRequest(Type type) =>
            ofTheRequest.Contains(type) || (All.Contains(type) && type.GetConstructors().SelectMany(c => c.GetParameters()).Any(p => IsOfTheRequest(p.ParameterType)));
    }

    private static bool IsRunnable(Type type) => type is { IsClass: true, IsAbstract: false, IsNested: false, Namespace: { } space }
        && space.StartsWith("Rollout.App", StringComparison.Ordinal) && type.GetMember("RunAsync", MemberTypes.Method, BindingFlags.Public | BindingFlags.Instance).Length > 0;
}
