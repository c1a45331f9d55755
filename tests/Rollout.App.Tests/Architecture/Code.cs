using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Rollout.App.Tests.Architecture;

/// <summary>A class of ours as it was compiled, with the lambdas, iterators and state machines the compiler made of it.</summary>
internal sealed class Class(TypeDefinition type, IReadOnlyList<TypeDefinition> all)
{
    public string Name => type.Name;

    public string Space => type.Namespace;

    public override string ToString() => type.FullName.Replace("Rollout.App.", "", StringComparison.Ordinal);

    /// <summary>Every method with a body; a lambda or an <c>await</c> moves code to a method of its own.</summary>
    public IEnumerable<MethodDefinition> Methods => all.SelectMany(t => t.Methods).Where(m => m.HasBody);

    /// <summary>The classes it mentions anywhere: as a base, a field, an attribute, a parameter, an argument of a generic, in code.</summary>
    public IReadOnlySet<TypeDefinition> Uses => field ??= all.SelectMany(Code.References).Select(r => Code.OutermostOf(r)).OfType<TypeDefinition>().Where(t => t != type).ToHashSet();
}

/// <summary>Reads compiled code. It sees what a search through sources does not: inferred type arguments, extension methods, components in markup.</summary>
internal static class Code
{
    /// <summary>The classes of an assembly beside the tests.</summary>
    public static IReadOnlyList<Class> Of(string assembly) => Of(ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));

    private static List<Class> Of(ModuleDefinition module) =>
        [.. module.GetTypes().GroupBy(t => Outermost(t)).Where(g => g.Key.Namespace.StartsWith("Rollout", StringComparison.Ordinal)).Select(g => new Class(g.Key, [.. g]))];

    public static TypeDefinition? OutermostOf(TypeReference reference) =>
        reference.Scope is ModuleDefinition or null && reference.Resolve() is { } found && Outermost(found) is { } type && type.Namespace.StartsWith("Rollout", StringComparison.Ordinal) ? type : null;

    public static IEnumerable<TypeReference> References(TypeDefinition type) =>
    [
        .. Parts(type.BaseType),
        .. type.Interfaces.SelectMany(i => Parts(i.InterfaceType)),
        .. type.Fields.SelectMany(f => Parts(f.FieldType)),
        .. type.CustomAttributes.SelectMany(a => Parts(a.AttributeType).Concat(a.ConstructorArguments.Select(c => c.Value).OfType<TypeReference>().SelectMany(Parts))),
        .. type.Methods.SelectMany(Parts),
        .. type.Methods.Where(m => m.HasBody).SelectMany(m => m.Body.Variables.SelectMany(v => Parts(v.VariableType)).Concat(m.Body.Instructions.SelectMany(Parts))),
    ];

    /// <summary>A type, and the types it is made of: of <c>List&lt;Branch&gt;[]</c> also List and Branch.</summary>
    public static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference> Parts(Instruction instruction) => instruction.Operand switch
    {
        MethodReference method => Parts(method),
        FieldReference field => [.. Parts(field.DeclaringType), .. Parts(field.FieldType)],
        TypeReference type => Parts(type),
        _ => [],
    };

    private static IEnumerable<TypeReference> Parts(MethodReference method) =>
    [
        .. Parts(method.DeclaringType), .. Parts(method.ReturnType), .. method.Parameters.SelectMany(p => Parts(p.ParameterType)),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments.SelectMany(Parts) : [],
    ];

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
