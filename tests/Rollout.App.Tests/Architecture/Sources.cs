using System.Text.RegularExpressions;

namespace Rollout.App.Tests.Architecture;

/// <summary>The repository's own source files, for tests that read them.</summary>
internal static partial class Sources
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The files under a folder with one of the endings, with their text; generated files are excluded.</summary>
    public static IReadOnlyList<Source> Under(string folder, params string[] endings) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(f => endings.Contains(Path.GetExtension(f)) && !Generated().IsMatch(f.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)
            .Select(f => new Source(Path.GetRelativePath(Root, f).Replace('\\', '/'), File.ReadAllText(f))),
    ];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Rollout.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests are not run from a checkout.");
        }

        return folder.FullName;
    }

    [GeneratedRegex("/(obj|bin|Migrations)/")]
    private static partial Regex Generated();
}

/// <param name="Path">Relative to the repository root.</param>
internal sealed record Source(string Path, string Text)
{
    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>A position in the form "src/…/X.razor:12".</summary>
    public string At(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";

    /// <summary>
    /// Counts the arguments that follow, up to the closing bracket: the number of commas at this level. <paramref name="from"/> is just after the first
    /// argument. Null when one of them is spread (<c>.. x</c>), because then the number is unknown.
    /// </summary>
    public int? ArgumentsFrom(int from)
    {
        var depth = 0;
        var count = 0;
        for (var i = from; i < Text.Length; i++)
        {
            switch (Text[i])
            {
                case '"':
                    i = EndOfString(i);
                    break;
                case '\'' when i + 2 < Text.Length:
                    i = Text.IndexOf('\'', i + (Text[i + 1] == '\\' ? 2 : 1));
                    break;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth == 0:
                    return count;
                case ')' or ']' or '}':
                    depth--;
                    break;
                case ',' when depth == 0:
                    count++;
                    break;
                case '.' when depth <= 1 && Text[i + 1] == '.' && Text[i - 1] is ' ' or '[':
                    return null;
            }
        }

        return null;
    }

    private int EndOfString(int start)
    {
        // Holes of an interpolated string may contain strings; one level is enough for this code base.
        var interpolated = Text[start - 1] == '$';
        var hole = 0;
        for (var i = start + 1; i < Text.Length; i++)
        {
            switch (Text[i])
            {
                case '\\':
                    i++;
                    break;
                case '{' when interpolated:
                    hole++;
                    break;
                case '}' when interpolated:
                    hole--;
                    break;
                case '"' when hole == 0:
                    return i;
                case '"':
                    i = Text.IndexOf('"', i + 1);
                    break;
            }
        }

        return start;
    }
}

/// <summary>Asserts that nothing was found, and otherwise lists all of it.</summary>
internal static class Found
{
    public static void Nothing(IEnumerable<string?> found)
    {
        var all = found.Distinct().ToList();
        Assert.True(all.Count == 0, $"{all.Count} found:{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}
