using Rollout.App.Tests.Architecture;

namespace Rollout.App.Tests.Components;

public sealed class EveryComponentTests
{
    /// <summary>The components that every page shares, and the pages that keep a connection, are drawn alone in a test of this folder.</summary>
    [Fact]
    public void Every_shared_component_and_every_live_page_has_a_component_test()
    {
        var tests = string.Concat(Sources.Under("tests/Rollout.App.Tests/Components", ".cs").Select(s => s.Text));

        Found.Nothing(
            from source in Sources.Under("src/Rollout.App", ".razor")
            let name = System.IO.Path.GetFileNameWithoutExtension(source.Path)
            where source.Path.Contains("/Shared/Components/", StringComparison.Ordinal) || source.Path.Contains("/Layout/", StringComparison.Ordinal)
                || source.Text.Contains("@rendermode", StringComparison.Ordinal)
            where !tests.Contains($"<{name}>", StringComparison.Ordinal) && !tests.Contains($"<{name}<", StringComparison.Ordinal)
            select $"{source.Path}: no component test draws it");
    }
}
