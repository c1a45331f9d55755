using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Rollout.App.Persistence;

namespace Rollout.App.Tests.Architecture;

/// <summary>Finds in compiled code which tables a class reads and writes.</summary>
internal static partial class TableUse
{
    private static readonly string[] Writing = ["Add", "AddAsync", "AddRange", "AddRangeAsync", "Attach", "AttachRange", "Update", "UpdateRange", "Remove", "RemoveRange", "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync"];

    /// <summary>All tables and the classes they hold.</summary>
    public static IReadOnlyDictionary<string, Type> Tables { get; } = TablesOfTheModel();

    private static readonly Dictionary<string, Type> ByName = Tables.Values.ToDictionary(t => t.FullName!);
    private static readonly HashSet<string> Mutators = MutatorsOf("Rollout.Domain").Concat(MutatorsOf("Rollout.Notifications")).ToHashSet();

    /// <summary>The tables a class starts a query from.</summary>
    public static IEnumerable<Type> Read(Class it) =>
        from method in it.Methods
        from called in Calls(method)
        where called.ReturnType is GenericInstanceType { ElementType.Name: "DbSet`1" }
        from table in TablesIn(called.ReturnType, called)
        select table;

    /// <summary>The tables a class changes, each with how: by the context, by SQL, or by a method that changes a stored object.</summary>
    public static IEnumerable<(Type Table, string How)> Written(Class it) => it.Methods.SelectMany(Written);

    private static IEnumerable<(Type Table, string How)> Written(MethodDefinition method)
    {
        foreach (var called in Calls(method))
        {
            if (Mutators.Contains(NameOf(called)) && ByName.TryGetValue(called.DeclaringType.FullName, out var changed))
            {
                yield return (changed, called.Name);
            }

            if (!Writing.Contains(called.Name) || !IsOfTheContext(called))
            {
                continue;
            }

            // A write that takes objects of any class may store whatever the method makes or was given.
            var named = TablesIn(called.DeclaringType, called).ToList();
            foreach (var table in named.Count > 0 ? named : AtHandIn(method))
            {
                yield return (table, called.Name);
            }
        }

        foreach (Match sql in method.Body.Instructions.Select(i => i.Operand).OfType<string>().SelectMany(text => Changing().Matches(text)))
        {
            if (Tables.TryGetValue(sql.Groups[1].Value, out var table))
            {
                yield return (table, "SQL");
            }
        }
    }

    private static IEnumerable<Type> AtHandIn(MethodDefinition method) =>
        Calls(method).Select(made => made.Name == ".ctor" ? made.DeclaringType : made.ReturnType).Concat(method.Parameters.Select(p => p.ParameterType)).SelectMany(type => TablesIn(type, null));

    private static bool IsOfTheContext(MethodReference called) =>
        called.DeclaringType.Namespace.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || called.DeclaringType.Name is nameof(RolloutDb);

    private static IEnumerable<MethodReference> Calls(MethodDefinition method) => method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>();

    private static IEnumerable<Type> TablesIn(TypeReference type, MethodReference? called) =>
        Code.Parts(type).Concat(called is GenericInstanceMethod generic ? generic.GenericArguments.SelectMany(Code.Parts) : [])
            .Select(part => ByName.GetValueOrDefault(part.FullName)).OfType<Type>();

    /// <summary>The methods of stored objects that change a field of theirs, themselves or through another method.</summary>
    private static HashSet<string> MutatorsOf(string assembly)
    {
        var methods = Code.Of(assembly).Where(c => ByName.ContainsKey($"{c.Space}.{c.Name}")).SelectMany(c => c.Methods).Where(m => m is { IsStatic: false, IsConstructor: false }).ToList();
        var found = methods.Where(m => m.Body.Instructions.Any(i => i.OpCode == OpCodes.Stfld && ((FieldReference)i.Operand).DeclaringType.FullName == m.DeclaringType.FullName && !IsInit(m))).Select(NameOf).ToHashSet();
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(methods.Where(m => Calls(m).Any(c => c.DeclaringType.FullName == m.DeclaringType.FullName && found.Contains(NameOf(c)))).Select(NameOf));
        }

        return [.. found.Where(name => !House.ChangesNothingStored.Contains(name[(name.LastIndexOf('.', name.IndexOf(':')) + 1)..].Replace("::", ".")))];
    }

    // An init accessor is called while the object is made.
    private static bool IsInit(MethodDefinition method) => method.ReturnType is RequiredModifierType;

    private static string NameOf(MethodReference method) => $"{method.DeclaringType.FullName}::{method.Name}";

    private static Dictionary<string, Type> TablesOfTheModel()
    {
        using var db = new SqliteRolloutDb(new DbContextOptionsBuilder<SqliteRolloutDb>().UseSqlite("Data Source=:memory:").Options);
        return db.Model.GetEntityTypes().Where(e => e is { ClrType.Namespace: { } space } && space.StartsWith("Rollout", StringComparison.Ordinal) && !e.IsOwned())
            .ToDictionary(e => e.GetTableName()!, e => e.ClrType);
    }

    [GeneratedRegex(@"\b(?:UPDATE|INSERT INTO|DELETE FROM)\s+([a-z_]+)")]
    private static partial Regex Changing();
}
