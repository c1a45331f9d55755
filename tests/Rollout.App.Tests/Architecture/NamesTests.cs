using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Rollout.App.Hosting;
using Rollout.Domain;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Architecture;

/// <summary>Names and comments, as docs/decisions/0026-names.md asks for them.</summary>
public sealed partial class NamesTests
{
    /// <summary>Words the first version invented, and the field's term for each.</summary>
    private static readonly Dictionary<string, string> Invented = new()
    {
        ["Wish"] = "request",
        ["Wishes"] = "requests",
        ["Postbox"] = "transport",
        ["Fate"] = "outcome, or retry policy",
        ["Fates"] = "outcomes, or retry policy",
        ["Plate"] = "brand name",
        ["Proven"] = "verified",
        ["Remembered"] = "cache",
        ["Standing"] = "status, or progress",
        ["Standings"] = "progress",
        ["Useless"] = "expires",
        ["Alike"] = "group",
        ["Whereabouts"] = "location",
    };

    /// <summary>Words that are banished from the names of types only, because members have literal uses for them.</summary>
    private static readonly Dictionary<string, string> InventedTypes = new()
    {
        ["Mark"] = "change token",
        ["Marks"] = "change token",
        ["Letter"] = "e-mail",
        ["Letters"] = "e-mails",
        ["Round"] = "batch",
        ["Rounds"] = "batcher",
        ["Turn"] = "lease, or lock",
        ["Turns"] = "queue, or rotation",
        ["Actor"] = "current user",
        ["Actors"] = "user roles",
        ["Edition"] = "version",
        ["Trouble"] = "error",
    };

    /// <summary>Names that installations have stored, or that a standard gives.</summary>
    private static readonly HashSet<string> Stored = ["MailSettings.Postbox"];

    private static readonly IReadOnlyList<Type> Types =
    [
        .. new[] { typeof(RolloutSettings), typeof(OutboxMessage), typeof(RolloutApp) }.SelectMany(t => t.Assembly.GetTypes())
            .Where(t => t.Namespace is { } space && space.StartsWith("Rollout", StringComparison.Ordinal) && !space.Contains(".Migrations", StringComparison.Ordinal)
                && !IsGenerated(t) && t.Name != "_Imports"),
    ];

    [Fact]
    public void No_two_types_have_one_name() => Found.Nothing(Namesakes(Types.Where(t => !t.IsNestedPrivate)));

    [Fact]
    public void A_second_type_of_a_name_is_seen() => Assert.Single(Namesakes([.. Types.Where(t => !t.IsNestedPrivate), typeof(Another.Person)]));

    [Fact]
    public void Mechanics_have_the_name_the_field_gives_them() =>
        Found.Nothing(
            from type in Types
            from name in MembersOf(type).Prepend(type.Name)
            from word in WordsIn(name)
            where Invented.ContainsKey(word) && !Stored.Contains($"{type.Name}.{name}")
            select $"{type.Name}.{name}: say {Invented[word]}");

    [Fact]
    public void No_type_is_named_with_an_invented_word() =>
        Found.Nothing(
            from type in Types
            from word in WordsIn(type.Name)
            where InventedTypes.ContainsKey(word)
            select $"{type.FullName}: say {InventedTypes[word]}");

    [Fact]
    public void No_documentation_of_a_parameter_repeats_its_name() =>
        Found.Nothing(Sources.Under("src", ".cs").Where(s => !s.Path.Contains("/Migrations/", StringComparison.Ordinal)).SelectMany(Repetitions));

    [Theory]
    [InlineData("<param name=\"ct\">Gives up.</param>\nvoid M(CancellationToken ct)", true)]
    [InlineData("<param name=\"person\">The person.</param>\nvoid M(PersonId person)", true)]
    [InlineData("<param name=\"id\">Which wave.</param>\nvoid M(WaveId id)", true)]
    [InlineData("<param name=\"quota\">At least 1.</param>\nvoid M(int quota)", false)]
    [InlineData("<param name=\"Useful\">1 to 5.</param>\nrecord R(int Useful)", false)]
    public void Documentation_that_repeats_a_name_is_seen(string source, bool repeats) =>
        Assert.Equal(repeats, Repetitions(new Source("X.cs", "/// " + source)).Any());

    private static IEnumerable<string> Namesakes(IEnumerable<Type> types) =>
        types.GroupBy(t => t.Name).Where(g => g.Distinct().Count() > 1).Select(g => string.Join(" and ", g.Select(t => t.FullName)));

    private static IEnumerable<string> MembersOf(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(m => m is not Type && !IsGenerated(m) && !m.Name.StartsWith("get_", StringComparison.Ordinal)).Select(m => m.Name);

    private static bool IsGenerated(MemberInfo member) =>
        member.Name.Contains('<') || member.IsDefined(typeof(CompilerGeneratedAttribute)) || (member.DeclaringType is { } outer && IsGenerated(outer));

    private static IEnumerable<string> WordsIn(string name) => Word().Matches(name).Select(m => m.Value);

    private static IEnumerable<string> Repetitions(Source source) =>
        from Match doc in ParameterDoc().Matches(source.Text)
        let name = doc.Groups[1].Value
        let said = Plain().Matches(Reference().Replace(doc.Groups[2].Value, "$1")).Select(Stem).Where(w => !Filler.Contains(w))
        where name == "ct" || said.All(Known(name, source.Text[doc.Index..]).Contains)
        select $"{source.At(doc.Index)}: {doc.Value.Trim()}";

    /// <summary>The words of a parameter's name and of its type.</summary>
    private static HashSet<string> Known(string name, string following)
    {
        var code = DocLine().Replace(following, "");
        var type = Regex.Match(code, $@"([\w.<>\[\]?]+)\s+{name}\s*[,)=]").Groups[1].Value;
        return [.. Parts().Matches(name + " " + type).Select(Stem)];
    }

    private static string Stem(Match word) => word.Value.ToLowerInvariant().TrimEnd('s');

    private static readonly HashSet<string> Filler = ["the", "a", "an", "of", "it", "thi", "that", "which", "what", "where", "who", "why", "i", "are", "in", "to", "for"];

    [GeneratedRegex("[A-Z][a-z0-9]+")]
    private static partial Regex Word();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Parts();

    [GeneratedRegex(@"\p{L}+|\d+")]
    private static partial Regex Plain();

    [GeneratedRegex(@"///\s*<param name=""(\w+)"">(.*?)</param>")]
    private static partial Regex ParameterDoc();

    [GeneratedRegex(@"<\w+ \w+=""[\w.]*?(\w+)""\s*/>")]
    private static partial Regex Reference();

    [GeneratedRegex(@"^\s*///.*$", RegexOptions.Multiline)]
    private static partial Regex DocLine();
}
