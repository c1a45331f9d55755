using System.Reflection;
using Rollout.App.Hosting;
using Rollout.Domain;
using Rollout.Domain.SharedKernel;
using Rollout.Notifications.Outbox;

namespace Rollout.App.Tests.Architecture;

/// <summary>Every refusal is asked for somewhere, and a test names it.</summary>
public sealed class RulesTests
{
    private static readonly IReadOnlyList<string> Rules =
    [
        .. from assembly in new[] { typeof(RolloutSettings), typeof(OutboxMessage), typeof(RolloutApp) }.Select(t => t.Assembly)
           from type in assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.DeclaredOnly)
           where field.FieldType == typeof(Rule)
           select $"{type.Name}.{field.Name}",
    ];

    [Fact]
    public void Every_rule_is_named_by_a_test()
    {
        var tests = Text(Sources.Under("tests", ".cs").Where(s => s.Name != nameof(RulesTests) + ".cs"));

        Assert.NotEmpty(Rules);
        Found.Nothing(Rules.Where(r => !Names(tests, r)));
    }

    [Fact]
    public void Every_rule_is_asked_for()
    {
        var code = Text(Sources.Under("src", ".cs", ".razor"));

        Found.Nothing(Rules.Where(r => !Names(code, r)));
    }

    /// <summary>One place for forms, one for endpoints, one for live pages, one for the command line, and one for code to which a refusal is a result.</summary>
    [Fact]
    public void A_refusal_becomes_an_answer_in_one_place_of_each_kind() =>
        Assert.Equal(
            ["ActionForm.razor", "ImportCommands.cs", "LiveCommands.cs", "Refusals.cs", "RefusedEndpoints.cs", "RuleSet.cs"],
            Sources.Under("src", ".cs", ".razor").Where(s => s.Text.Contains("catch (BrokenRuleException", StringComparison.Ordinal)).Select(s => s.Name).Order(StringComparer.Ordinal));

    private static string Text(IEnumerable<Source> sources) => string.Join('\n', sources.Select(s => s.Text));

    private static bool Names(string text, string rule)
    {
        for (var at = text.IndexOf(rule, StringComparison.Ordinal); at >= 0; at = text.IndexOf(rule, at + 1, StringComparison.Ordinal))
        {
            var end = at + rule.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
