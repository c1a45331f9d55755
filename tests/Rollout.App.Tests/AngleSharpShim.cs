using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Rollout.App.Tests;

/// <summary>bUnit needs an assembly that the package feed does not serve as a reference; it is in the output folder.</summary>
internal static class AngleSharpShim
{
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage", "CA2255", Justification = "The assembly must be found before any test runs.")]
    internal static void Resolve() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
}
