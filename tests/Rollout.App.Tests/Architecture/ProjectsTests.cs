using System.Reflection;
using System.Text.RegularExpressions;
using Rollout.Domain;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Architecture;

/// <summary>App → Notifications → Domain, and what each may reference.</summary>
public sealed partial class ProjectsTests
{
    private static readonly Assembly Domain = typeof(RolloutSettings).Assembly;
    private static readonly Assembly Notifications = typeof(OutboxMessage).Assembly;
    private static readonly Assembly App = typeof(global::Rollout.App.Hosting.RolloutApp).Assembly;

    [Fact]
    public void The_domain_knows_NodaTime_and_nothing_else() =>
        Found.Nothing(Referenced(Domain).Where(name => name is not "NodaTime" && !IsOfTheRuntime(name)));

    [Fact]
    public void The_domain_project_references_one_package()
    {
        var project = Sources.Under("src/Rollout.Domain", ".csproj").Single();

        Assert.Equal(["NodaTime"], References().Matches(project.Text).Select(m => m.Groups[1].Value));
    }

    [Fact]
    public void Notifications_has_no_database_and_no_way_back_to_the_app() =>
        Found.Nothing(Referenced(Notifications).Where(name =>
            name is "rollout" or "Npgsql" || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal) || name.Contains("Sqlite", StringComparison.Ordinal)));

    [Fact]
    public void The_domain_does_not_wait_and_asks_no_clock() =>
        Found.Nothing(
            from source in Sources.Under("src/Rollout.Domain", ".cs")
            from Match found in Waiting().Matches(source.Text)
            select $"{source.At(found.Index)}: {found.Value}");

    [Fact]
    public void Nothing_is_changed_but_by_methods_named_for_what_happens() =>
        Found.Nothing(
            from type in Domain.GetTypes()
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.DeclaringType!.Assembly == Domain && property.SetMethod is { IsPublic: true } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit))
            select $"{type.Name}.{property.Name} can be set by anyone");

    [Fact]
    public void Nothing_is_named_for_being_in_the_middle() =>
        Found.Nothing(
            from type in (Assembly[])[Domain, Notifications, App]
            from found in type.GetTypes()
            where found.FullName!.StartsWith("Rollout", StringComparison.Ordinal) && MiddleMan().IsMatch(found.Name) // generated code is excluded
            select found.FullName);

    [Fact]
    public void A_page_asks_questions_and_acts_but_never_the_database() =>
        Found.Nothing(
            from source in Sources.Under("src", ".razor")
            from Match found in Database().Matches(source.Text)
            select $"{source.At(found.Index)}: {found.Value}");

    [Fact]
    public void An_act_or_a_question_can_be_run_in_one_way() =>
        Found.Nothing(
            from type in App.GetTypes()
            where type.Namespace?.StartsWith("Rollout.App.Modules", StringComparison.Ordinal) == true
            let ways = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Count(m => m.Name == "RunAsync")
            where ways > 1
            select $"{type.Name} has {ways} RunAsync");

    [Fact]
    public void Every_public_type_of_the_domain_and_the_notifications_says_what_it_is() =>
        Found.Nothing(
            from source in (Source[])[.. Sources.Under("src/Rollout.Domain", ".cs"), .. Sources.Under("src/Rollout.Notifications", ".cs")]
            let lines = source.Text.Split('\n')
            from line in Enumerable.Range(0, lines.Length)
            // An id's name says what it is.
            where PublicType().IsMatch(lines[line]) && !Id().IsMatch(lines[line]) && !lines.Take(line).Reverse().SkipWhile(l => l.TrimStart().StartsWith('[')).First().TrimStart().StartsWith("///", StringComparison.Ordinal)
            select $"{source.Path}:{line + 1}: {lines[line].Trim()}");

    [Fact]
    public void The_clock_of_the_machine_is_banned_everywhere()
    {
        var banned = File.ReadAllText(Path.Combine(Sources.Root, "BannedSymbols.txt"));

        Assert.All(
            ["P:System.DateTime.Now;", "P:System.DateTime.UtcNow;", "P:System.DateTime.Today;", "P:System.DateTimeOffset.Now;", "P:System.DateTimeOffset.UtcNow;", "P:NodaTime.SystemClock.Instance;"],
            symbol => Assert.Contains(symbol, banned, StringComparison.Ordinal));
        Found.Nothing(
            from source in Sources.Under("src", ".cs", ".razor", ".csproj")
            where source.Text.Contains("RS0030", StringComparison.Ordinal)
            select $"{source.Path} switches a banned symbol off");
    }

    private static IEnumerable<string> Referenced(Assembly assembly) => assembly.GetReferencedAssemblies().Select(a => a.Name!);

    private static bool IsOfTheRuntime(string name) => name is "System" or "netstandard" or "mscorlib" || name.StartsWith("System.", StringComparison.Ordinal);

    [GeneratedRegex("<(?:Package|Project|Framework)Reference Include=\"([^\"]+)\"")]
    private static partial Regex References();

    [GeneratedRegex(@"\basync\b|\bTask\b|\bValueTask\b|\bIClock\b|\bTimeProvider\b|\bILogger\b")]
    private static partial Regex Waiting();

    [GeneratedRegex("(Service|Manager|Helper|Helpers|Utils|Repository|Mediator|Handler2)$")]
    private static partial Regex MiddleMan();

    [GeneratedRegex(@"\bIDbContextFactory\b|\bRolloutDb\b|\bDbContext\b|\bExecuteSql\w*")]
    private static partial Regex Database();

    [GeneratedRegex(@"^public readonly record struct \w+Id\(Guid Value\)")]
    private static partial Regex Id();

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|ref) )*(?:class|record|struct|enum|interface|delegate)\b")]
    private static partial Regex PublicType();
}
