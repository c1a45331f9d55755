using Mono.Cecil;

namespace Rollout.App.Tests.Architecture;

/// <summary>The domain's rules are the ones that run: what only a test or the demo calls is a second version of something.</summary>
public sealed class DomainUseTests
{
    /// <summary>What tests ask that no command or page does, and why it is worth having.</summary>
    private static readonly Dictionary<string, string> OnlyForTests = new()
    {
        ["Activity.AllowSharing"] = Bulk,
        ["Activity.Reported"] = Bulk,
        ["Launch.Announce"] = Bulk,
        ["Person.SetDepartment"] = Bulk,
        ["Person.SetWork"] = Bulk,
        ["PlatformAccount.Named"] = Bulk,
        ["Registration.Reminded"] = Bulk,
        ["Topic.Add"] = "a topic with nothing but what it must have",
        ["GroupPrivacy.ShowsAll"] = "what the attack on the figures may ask",
        ["GroupPrivacy.ShowsRow"] = "what the attack on the figures may ask",
    };

    private const string Bulk = "an import or a job sets it for many at once, in SQL; there is no rule in it";

    [Fact]
    public void No_method_of_the_domain_is_there_for_tests_alone()
    {
        var domain = Read("Rollout.Domain").GetTypes().SelectMany(t => t.Methods).ToDictionary(m => m.FullName);
        var alive = new HashSet<string>();
        var open = new Stack<MethodDefinition>(domain.Values.Where(m => m.IsVirtual || m.IsConstructor));
        foreach (var used in Read("rollout").GetTypes().Concat(Read("Rollout.Notifications").GetTypes()).Where(t => !IsDemo(t)).SelectMany(t => t.Methods).SelectMany(Uses))
        {
            Reach(used);
        }

        while (open.TryPop(out var method))
        {
            foreach (var used in Uses(method))
            {
                Reach(used);
            }
        }

        var dead = domain.Values.Where(m => m.IsPublic && !m.IsConstructor && !m.IsVirtual && !IsGenerated(m) && !alive.Contains(m.FullName)).Select(Name).Distinct().ToList();
        Found.Nothing(dead.Where(m => !OnlyForTests.ContainsKey(m)).Select(m => $"{m} is called by no command, query or page"));
        Found.Nothing(OnlyForTests.Keys.Where(m => !dead.Contains(m)).Select(m => $"{m} need not be on the list"));

        void Reach(MethodReference used)
        {
            if (domain.TryGetValue(FullName(used), out var method) && alive.Add(method.FullName))
            {
                open.Push(method);
            }
        }
    }

    private static ModuleDefinition Read(string assembly)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), new ReaderParameters { AssemblyResolver = resolver });
    }

    private static IEnumerable<MethodReference> Uses(MethodDefinition method) => method.HasBody ? method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>() : [];

    private static string FullName(MethodReference method) =>
        (method is GenericInstanceMethod || method.DeclaringType is GenericInstanceType) && method.Resolve() is { } definition ? definition.FullName : method.GetElementMethod().FullName;

    private static bool IsDemo(TypeDefinition type) => type.DeclaringType is { } outer ? IsDemo(outer) : type.Namespace.StartsWith("Rollout.App.Demo", StringComparison.Ordinal);

    // Members of records, and what the database alone sets or reads.
    private static bool IsGenerated(MethodDefinition method) =>
        method.IsSetter || method.Name.StartsWith("op_", StringComparison.Ordinal) || method.Name is "Deconstruct" or "<Clone>$"
        || method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute") || method.DeclaringType.Name.Contains('<', StringComparison.Ordinal);

    private static string Name(MethodDefinition method) => $"{method.DeclaringType.Name}.{(method.IsGetter ? method.Name["get_".Length..] : method.Name)}";
}
